package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.conformance.cases.JsonAnswers;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that stores records, a commit for each batch, is killed half-way with no chance to tidy
 * up. Everything that it was told was committed is there afterwards, and no part of a batch is.
 *
 * <p>{@code -Dsonatina.killed.records=100000} makes the run as long as the one that was promised.
 */
class KilledWriterTest {

  private static final int RECORD_COUNT = Integer.getInteger("sonatina.killed.records", 6_000);
  private static final int BATCH_COUNT = 100;
  private static final String COLLECTION = "anomalies";

  @Test
  void everythingAcknowledgedIsThereAndNothingIsHalfThere(@TempDir Path directory)
      throws Exception {
    Path database = directory.resolve("database");
    long acknowledged = storeAndKill(database);
    assertTrue(acknowledged >= RECORD_COUNT / 2, "killed too early");

    try (Database reopened = Sonatina.open(database)) {
      Collection collection = reopened.collection(COLLECTION);
      long size = collection.size();
      assertTrue(size >= acknowledged, size + " records of " + acknowledged + " acknowledged");
      assertTrue(size < RECORD_COUNT, "was not killed half-way");
      assertEquals(0, size % BATCH_COUNT, "part of a batch is there");
      assertEquals(size, collection.lastId().orElseThrow() + 1);
      assertSameRecords(collection.all());

      long next = collection.store("{\"after\":\"the crash\"}", Durability.COMMITTED);
      assertTrue(next >= size, "id " + next + " was given out before");
    }
  }

  /** Runs the writer, kills it half-way, and returns how many records it had been told are safe. */
  private static long storeAndKill(Path database) throws IOException, InterruptedException {
    Process writer =
        ChildProcess.java(Writer.class, database.toString(), String.valueOf(RECORD_COUNT));
    long acknowledged = 0;
    try (BufferedReader lines = writer.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged = Long.parseLong(line);
        if (acknowledged == RECORD_COUNT / 2) {
          // By its handle: the process itself would close the stream, and with it what it still
          // says.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static void assertSameRecords(Records stored) {
    Iterator<String> expected = records();
    long id = 0;
    try (stored) {
      for (Record record : stored) {
        ObjectNode node = (ObjectNode) JsonAnswers.parse(record.json());
        JsonNode storedId = node.remove("__id");
        assertEquals(id, storedId.asLong());
        assertEquals(JsonAnswers.parse(expected.next()), node, "record " + id);
        id++;
      }
    }
  }

  private static Iterator<String> records() {
    return new ProvenanceGenerator(ProvenanceProfile.ofSamples(42)).ofCollection(COLLECTION);
  }

  /** The program that is killed; prints how many records are committed, after each commit. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) {
      long count = Long.parseLong(arguments[1]);
      Iterator<String> records = records();
      try (Database database = Sonatina.open(Path.of(arguments[0]))) {
        Collection collection = database.createCollection(COLLECTION);
        for (long stored = 0; stored < count; stored += BATCH_COUNT) {
          List<String> batch = new ArrayList<>();
          while (batch.size() < BATCH_COUNT) {
            batch.add(records.next());
          }
          collection.storeAll(batch, Durability.COMMITTED);
          System.out.println(stored + BATCH_COUNT);
        }
      }
    }
  }
}
