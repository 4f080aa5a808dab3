package dev.sonatina.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * What every store must answer to those who read it, one record or many, beside a writer or not.
 */
abstract class StoreReadContract extends StoreFixture {

  @Test
  void committedRecordsAreRead() {
    int a = createCollection("a");
    long id = append(a, "text");
    long empty = append(a, "");
    assertEquals("text", read(a, id));
    assertEquals("", read(a, empty));
    assertNull(read(a, 2));
    assertNull(read(a, -1));
    assertNull(read(a, Long.MAX_VALUE));
    assertNull(read(a + 1, id));
  }

  @Test
  void manyAreReadAsOneByOne() {
    int a = createCollection("a");
    int count = 300;
    try (Transaction transaction = store.begin()) {
      for (int i = 0; i < count; i++) {
        append(transaction, a, "record " + "x".repeat(i % 40) + i);
      }
      transaction.erase(a, 7);
      replace(transaction, a, 8, "another");
      transaction.commit(false);
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261128);
    long[] ids = random.longs(200, -2, count + 5).toArray();
    ids[1] = Long.MAX_VALUE;
    ids[2] = 7;
    ids[3] = 8;
    RecordView[] views = new RecordView[64];
    for (int i = 0; i < views.length; i++) {
      views[i] = new RecordView();
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(0, snapshot.readAll(a + 1, ids, 0, 64, views));
      assertEquals(0, snapshot.readAll(a, ids, 5, 5, views));
      for (int from = 0; from < ids.length; from += 61) {
        int to = Math.min(from + views.length, ids.length);
        long found = snapshot.readAll(a, ids, from, to, views);
        for (int i = 0; i < to - from; i++) {
          boolean isFound = (found >>> i & 1) != 0;
          assertEquals(
              read(a, ids[from + i]), isFound ? new String(views[i].toBytes(), UTF_8) : null);
        }
      }
    }
  }

  @Test
  void scanGoesUpThroughTheIdsThatAreThere() {
    int a = createCollection("a");
    for (int i = 0; i < 6; i++) {
      append(a, "r" + i);
    }
    erase(a, 0, 3);
    assertEquals(List.of("1=r1", "2=r2", "4=r4", "5=r5"), scan(a, Long.MIN_VALUE, Long.MAX_VALUE));
    assertEquals(List.of("2=r2", "4=r4"), scan(a, 2, 5));
    assertEquals(List.of(), scan(a, 5, 5));
    assertEquals(List.of(), scan(a, 3, 4));
    assertEquals(List.of(), scan(a, 6, 100));
  }

  @Test
  void manyRecordsKeepTheirIds() {
    int a = createCollection("a");
    int count = 70_000;
    try (Transaction transaction = store.begin()) {
      for (int i = 0; i < count; i++) {
        append(transaction, a, "record " + i);
      }
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot();
        RecordCursor cursor = snapshot.scan(a, 0, Long.MAX_VALUE)) {
      RecordView view = new RecordView();
      for (int i = 0; i < count; i++) {
        assertTrue(cursor.next(view));
        assertEquals(i, cursor.id());
      }
      assertFalse(cursor.next(view));
      for (int i = 0; i < count; i += 997) {
        assertTrue(snapshot.read(a, i, view));
        assertEquals("record " + i, text(view));
      }
    }
  }

  @Test
  void snapshotStaysAtItsMoment() {
    int a = createCollection("a");
    for (int i = 0; i < 3; i++) {
      append(a, "old" + i);
    }
    try (Snapshot snapshot = store.snapshot()) {
      try (Transaction transaction = store.begin()) {
        replace(transaction, a, 0, "new0");
        transaction.erase(a, 1);
        append(transaction, a, "new3");
        transaction.commit(false);
      }
      for (int i = 0; i < 2_000; i++) {
        append(a, "more");
      }
      assertEquals(List.of("0=old0", "1=old1", "2=old2"), scan(snapshot, a, 0, 10_000));
      assertEquals(3, info(snapshot, "a").nextId());
      try (Snapshot later = store.snapshot()) {
        assertTrue(later.version() > snapshot.version());
        assertEquals("new0", read(later, a, 0));
      }
    }
  }

  @Test
  void snapshotOutlivesADropAndTheStore() {
    int a = createCollection("a");
    append(a, "x");
    try (Snapshot snapshot = store.snapshot()) {
      try (Transaction transaction = store.begin()) {
        transaction.dropCollection(a);
        transaction.commit(false);
      }
      store.close();
      assertEquals("x", read(snapshot, a, 0));
    }
  }

  @Test
  void readersSeeWholeTransactionsWhileTheWriterGoesOn() throws Exception {
    int a = createCollection("a");
    try (Transaction transaction = store.begin()) {
      for (int i = 0; i < 8; i++) {
        append(transaction, a, "0");
      }
      transaction.commit(false);
    }
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(readers.submit(() -> readUntil(a, 1_000)));
      }
      for (int round = 1; round <= 1_000; round++) {
        try (Transaction transaction = store.begin()) {
          for (int id = 0; id < 8; id++) {
            replace(transaction, a, id, String.valueOf(round));
          }
          append(transaction, a, String.valueOf(round));
          transaction.commit(false);
        }
      }
      for (Future<Integer> result : results) {
        assertTrue(get(result) > 0);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Reads until the records show the last round; every snapshot must show one round only. */
  private int readUntil(int collection, int lastRound) {
    int snapshots = 0;
    while (true) {
      try (Snapshot snapshot = store.snapshot()) {
        snapshots++;
        String round = read(snapshot, collection, 0);
        for (int id = 1; id < 8; id++) {
          assertEquals(round, read(snapshot, collection, id));
        }
        assertEquals(8 + Long.parseLong(round), info(snapshot, "a").nextId());
        assertNotNull(read(snapshot, collection, 7 + Long.parseLong(round)));
        if (round.equals(String.valueOf(lastRound))) {
          return snapshots;
        }
      }
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
