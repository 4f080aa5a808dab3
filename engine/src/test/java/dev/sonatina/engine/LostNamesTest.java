package dev.sonatina.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What salvage makes of records whose members' names are damaged. */
class LostNamesTest {

  private static final List<String> RECORDS =
      List.of(
          "{\"apple\":1,\"lost-4\":2}",
          "{\"apple\":3,\"banana\":[{\"apple\":4}]}",
          "{\"list\":[1,{\"cherry\":5}],\"apple\":6}",
          "{\"apple\":7}");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private Path damaged() {
    return directory.resolve("damaged");
  }

  /** Without its checkpoint, a store has its names in the log only. */
  @BeforeEach
  void makeStore() throws IOException {
    try (Database database = Sonatina.open(damaged())) {
      Collection collection = database.createCollection("c");
      RECORDS.forEach(record -> collection.store(record, Durability.COMMITTED));
    }
    try (Stream<Path> files = Files.list(damaged())) {
      for (Path file : files.filter(each -> each.toString().contains("checkpoint")).toList()) {
        Files.delete(file);
      }
    }
  }

  private SalvageReport salvageWithout(String name) throws IOException {
    Path segment = damaged().resolve("segment-0000000001.log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[new String(bytes, ISO_8859_1).indexOf(name)]++;
    Files.write(segment, bytes);
    return Sonatina.salvage(damaged(), directory.resolve("rescued"), Progress.NONE);
  }

  private void expectRescued(String name, String substitute) {
    List<String> expected =
        RECORDS.stream().map(record -> record.replace(name, substitute)).toList();
    for (int opening = 0; opening < 2; opening++) {
      try (Database database = Sonatina.open(directory.resolve("rescued"))) {
        Collection collection = database.collection("c");
        for (int id = 0; id < expected.size(); id++) {
          String record = expected.get(id);
          assertEquals(
              record.substring(0, record.length() - 1) + ",\"__id\":" + id + "}",
              collection.fetch(id).orElseThrow());
        }
        collection.store("{\"new in " + opening + "\":0}");
      }
    }
  }

  @Test
  void recordsWithALostNameAreRescuedUnderAnother() throws IOException {
    SalvageReport report = salvageWithout("banana");
    assertEquals(RECORDS.size(), report.records());
    assertTrue(
        report.notes().contains("member name number 3 is lost: its members are called lost-3"),
        report.notes().toString());
    expectRescued("banana", "lost-3");
  }

  @Test
  void theNumberOfTheLastNameIsNotGivenToAnother() throws IOException {
    salvageWithout("cherry");
    expectRescued("cherry", "lost-5");
  }

  @Test
  void aNameThatIsTakenIsNotUsedTwice() throws IOException {
    salvageWithout("list");
    expectRescued("list", "lost-4_");
  }

  @Test
  void theNameOfTheIdIsKnown() throws IOException {
    salvageWithout("__id");
    expectRescued("none", "none");
  }
}
