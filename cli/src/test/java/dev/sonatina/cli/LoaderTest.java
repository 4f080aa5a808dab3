package dev.sonatina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoaderTest {

  private final Database database = Sonatina.inMemory();
  private final List<Long> refused = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void lineNumberIsTheIdOfTheRecord() throws IOException {
    assertTrue(load(records(2_500), false));
    assertEquals(2_500, database.collection("c").size());
    assertEquals("{\"n\":2499,\"__id\":2499}", database.collection("c").fetch(2_499).orElseThrow());
  }

  @Test
  void refusedLineUndoesEarlierBatchesOfANewCollection() throws IOException {
    assertFalse(load(records(2_100) + "{oops\n" + records(10), false));
    assertEquals(List.of(2_101L), refused);
    assertFalse(database.hasCollection("c"));
  }

  @Test
  void refusedLineLeavesWhatWasThereBefore() throws IOException {
    Collection collection = database.createCollection("c");
    collection.store("{\"old\":true}");
    assertFalse(load(records(1_500) + "{\n", false));
    assertEquals(List.of("{\"old\":true,\"__id\":0}"), collection.all().toList());
  }

  @Test
  void refusedLinesMayBePassedOver() throws IOException {
    assertTrue(load("{\"a\":1}\n{\n{\"a\":2}\n]\n", true));
    assertEquals(List.of(2L, 4L), refused);
    assertEquals(2, database.collection("c").size());
  }

  private boolean load(String text, boolean keepGoing) throws IOException {
    Loader loader =
        new Loader(
            database,
            "c",
            (line, reason) -> {
              refused.add(line);
              return keepGoing;
            },
            stored -> {});
    try (JsonLinesReader lines =
        new JsonLinesReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      return loader.load(lines);
    }
  }

  private static String records(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{\"n\":" + n + "}\n")
        .collect(Collectors.joining());
  }
}
