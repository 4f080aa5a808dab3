package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.VerifyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups and verifications of a database that is written to and compacted all the time. The writer
 * gives all records of a collection the same number, again and again, in one transaction each: a
 * copy in which they differ, or are not all there, is of no moment there ever was.
 */
class HotBackupTest {

  private static final int RECORDS = 50;
  private static final int BACKUPS = 4;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private final AtomicBoolean done = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Database database;

  private final List<Future<?>> work = new ArrayList<>();

  @BeforeEach
  void start() {
    database = Sonatina.open(directory.resolve("db"));
    Collection same = database.createCollection("same");
    same.storeAll(texts(0));
    work.add(threads.submit(this::write));
    work.add(threads.submit(this::compact));
  }

  @AfterEach
  void stop() throws Exception {
    done.set(true);
    threads.shutdown();
    for (Future<?> each : work) {
      each.get();
    }
    database.close();
    assertIntact(Sonatina.verify(directory.resolve("db"), Progress.NONE));
  }

  private void write() {
    Collection same = database.collection("same");
    long[] ids = LongStream.range(0, RECORDS).toArray();
    for (int round = 1; !done.get(); round++) {
      same.updateAll(ids, List.of(texts(round)));
    }
  }

  private void compact() {
    while (!done.get()) {
      database.compact(Progress.NONE);
    }
  }

  private static String[] texts(int round) {
    String[] texts = new String[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      texts[i] = "{\"round\":" + round + ",\"text\":\"" + "x".repeat(2_000) + "\"}";
    }
    return texts;
  }

  @Test
  void eachBackupIsOneMoment() {
    long last = 0;
    for (int i = 0; i < BACKUPS; i++) {
      Path copy = directory.resolve("copy" + i);
      database.backup(copy, Progress.NONE);
      long round = roundIn(copy);
      assertTrue(round >= last, "goes back from " + last + " to " + round);
      last = round;
    }
  }

  @Test
  void anotherProcessMayCopyIt() {
    OpenOptions reading =
        OpenOptions.defaults().withMode(OpenOptions.Mode.OPEN_EXISTING).withReadOnly(true);
    for (int i = 0; i < BACKUPS; i++) {
      Path copy = directory.resolve("copy" + i);
      try (Database source = Sonatina.open(directory.resolve("db"), reading)) {
        source.backup(copy, Progress.NONE);
      }
      roundIn(copy);
    }
  }

  @Test
  void verifyingWhatIsInUseFindsNothing() {
    for (int i = 0; i < BACKUPS; i++) {
      assertIntact(database.verify(Progress.NONE));
      assertIntact(Sonatina.verify(directory.resolve("db"), Progress.NONE));
    }
  }

  /** The number that all records of a copy have. */
  private static long roundIn(Path copy) {
    assertIntact(Sonatina.verify(copy, Progress.NONE));
    try (Database opened = Sonatina.open(copy);
        Records records = opened.collection("same").all()) {
      List<String> rounds = new ArrayList<>();
      for (Record record : records) {
        rounds.add(record.json().replaceAll(".*\"round\":(\\d+),.*", "$1"));
      }
      assertEquals(RECORDS, rounds.size());
      assertEquals(1, rounds.stream().distinct().count(), rounds::toString);
      return Long.parseLong(rounds.get(0));
    }
  }

  private static void assertIntact(VerifyReport report) {
    assertEquals(List.of(), report.damages());
  }
}
