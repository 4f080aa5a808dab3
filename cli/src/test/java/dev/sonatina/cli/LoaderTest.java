package dev.sonatina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.interchange.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoaderTest {

  private final Database database = Sonatina.inMemory();
  private final List<Long> refused = new ArrayList<>();
  private @Nullable String remark;

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

  @Test
  void dumpedRecordsGetTheirIdsBack() throws IOException {
    String dump = "{\"a\":1,\"__id\":3}\n{\"b\":{\"__id\":5},\"__id\":7}\n{\"__id\": 8}\n";
    assertTrue(load(dump + "{\"without\":true}\n{\"__id\":2000,\"x\":\"\\\"__id\"}\n", false));
    assertEquals(
        List.of(
            "{\"a\":1,\"__id\":3}",
            "{\"b\":{\"__id\":5},\"__id\":7}",
            "{\"__id\":8}",
            "{\"without\":true,\"__id\":9}",
            "{\"__id\":2000,\"x\":\"\\\"__id\"}"),
        stored());
    assertNull(remark);
  }

  @Test
  void idsThatDoNotAscendAreNotKeptFromThereOn() throws IOException {
    assertTrue(load("{\"__id\":4}\n\n{\"__id\":4}\n{\"__id\":9}\n", false));
    assertEquals(List.of("{\"__id\":4}", "{\"__id\":5}", "{\"__id\":6}"), stored());
    assertTrue(remark != null && remark.startsWith("3: "), remark);
  }

  @Test
  void collectionThatHadRecordsNumbersOn() throws IOException {
    database.createCollection("c").store("{}");
    assertTrue(load("{\"__id\":4}\n", false));
    assertEquals(List.of("{\"__id\":0}", "{\"__id\":1}"), stored());
  }

  @Test
  void whatIsNoIdIsNotTakenForOne() throws IOException {
    assertTrue(
        load(
            "{\"__id\":-1}\n{\"__id\":5.5}\n{\"__id\":\"6\"}\n{\"__id\":99999999999999999999}\n",
            false));
    assertEquals(List.of(0L, 1L, 2L, 3L), ids());
  }

  @Test
  void refusedRecordsTakeNoIds() throws IOException {
    assertTrue(load("{\"__id\":4}\n{oops\n{\"__id\":6}\n{}\n", true));
    assertEquals(List.of(2L), refused);
    assertEquals(List.of(4L, 6L, 7L), ids());
  }

  @Test
  void wrongElementOfAnArrayIsNamedByItsLine() throws IOException {
    assertFalse(load("[{\"a\":1},\n {\"a\":oops}}\n]", false));
    assertEquals(List.of(2L), refused);
    assertFalse(database.hasCollection("c"));
  }

  private List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    database.collection("c").all().forEach(record -> ids.add(record.id()));
    return ids;
  }

  private boolean load(String text, boolean keepGoing) throws IOException {
    Loader loader =
        new Loader(
            database,
            "c",
            (record, reason) -> {
              refused.add(record.line());
              return keepGoing;
            },
            stored -> {});
    try (RecordReader records =
        RecordReader.open(new ByteArrayInputStream(text.getBytes(UTF_8)), null, "")) {
      boolean kept = loader.load(records);
      remark = loader.remarkOnIds();
      return kept;
    }
  }

  private List<String> stored() {
    return database.collection("c").all().toList();
  }

  private static String records(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{\"n\":" + n + "}\n")
        .collect(Collectors.joining());
  }
}
