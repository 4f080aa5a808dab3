package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of a segment that the disk cannot give while a database is open, those already read among
 * them. Bytes that were cut off a file after it was mapped raise the same signal. Every way of
 * reading says where, gives no wrong answer, and leaves the database usable.
 */
class UnreadablePageTest {

  private static final int RECORDS = 20_000;
  private static final int READABLE = 4_000;
  private static final int PAGE_BYTES = 4 << 10;
  private static final String SEGMENT = "segment-0000000001.log";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private Database database;
  private Collection collection;

  @BeforeEach
  void open() {
    try (Database written = Sonatina.open(directory)) {
      List<String> records = new ArrayList<>(RECORDS);
      for (int i = 0; i < RECORDS; i++) {
        records.add("{\"number\":" + i + ",\"half\":" + i / 2 + "}");
      }
      written.createCollection("a").storeAll(records, Durability.COMMITTED);
    }
    reopen(false);
  }

  private void reopen(boolean columns) {
    database =
        Sonatina.open(
            directory,
            OpenOptions.defaults().withReadOnly(true).withColumns(columns).withScanThreads(2));
    collection = database.collection("a");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Leaves the first fifth of the segment. */
  private void loseTheRest() {
    try (FileChannel file =
        FileChannel.open(directory.resolve(SEGMENT), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 5 / PAGE_BYTES * PAGE_BYTES);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNamesThePlace(Runnable reading) {
    StorageException e = assertThrows(StorageException.class, reading::run);
    assertEquals(ErrorCode.IO_FAILURE, e.code());
    assertTrue(String.valueOf(e.getMessage()).contains(SEGMENT + " at offset"), e.getMessage());
  }

  private static void readThrough(Records records) {
    try (records) {
      for (Record record : records) {
        assertEquals(record.id() / 2, Long.parseLong(half(record.json())));
      }
    }
  }

  private static String half(String json) {
    int from = json.indexOf("half\":") + 6;
    return json.substring(from, json.indexOf(',', from));
  }

  private void assertAllReadingFails() {
    assertNamesThePlace(() -> collection.fetch(RECORDS - 1));
    assertNamesThePlace(() -> collection.findAll(LongStream.range(READABLE, RECORDS).toArray()));
    assertNamesThePlace(() -> readThrough(collection.all()));
    assertNamesThePlace(() -> readThrough(collection.filter("function($r){return $r.number>0;}")));
    assertNamesThePlace(
        () -> readThrough(collection.filter("function($r){$GLOBALS['n']++; return $r.half > 9;}")));
    assertNamesThePlace(
        () ->
            database.execute(
                ScriptRequest.of("while (($r = db_fetch('a')) != null) { $sum += $r.half; }")));
    int readable = 0;
    for (int id = 0; id < READABLE / 2; id++) {
      readable += collection.fetch(id).orElseThrow().contains("\"number\":" + id + ",") ? 1 : 0;
    }
    assertEquals(READABLE / 2, readable);
  }

  @Test
  void isReportedWhenItIsReadForTheFirstTime() {
    loseTheRest();
    assertAllReadingFails();
  }

  @Test
  void isReportedWhenItCouldBeReadBefore() {
    readThrough(collection.all());
    readThrough(collection.filter("function($r) { return $r.number >= 0; }"));
    loseTheRest();
    assertAllReadingFails();
  }

  @Test
  void makesNoColumnOfWhatWasNotRead() {
    database.close();
    reopen(true);
    loseTheRest();
    for (int use = 0; use < 4; use++) {
      assertNamesThePlace(
          () -> readThrough(collection.filter("function($r) { return $r.number == 19999; }")));
    }
  }
}
