package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The space that is reserved ahead of the log. */
class ReservedSpaceTest {

  private static final int THREADS = 4;
  private static final int COMMITS = 1_500;
  private static final int SYNC_EVERY = 50;

  @Test
  void isThereForSmallSyncedCommitsAndGivenBackAtTheEnd() {
    SimulatedVfs vfs = new SimulatedVfs();
    Queue<Runnable> background = new ArrayDeque<>();
    LogOptions options =
        LogOptions.defaults()
            .withSurroundings(Clock.systemUTC(), new SplittableRandom(1), background::add);
    Path segment = Path.of("/store/segment-0000000001.log");
    long end;
    try (LogStore store = LogStore.open(vfs, Path.of("/store"), options)) {
      int collection = create(store);
      background.forEach(Runnable::run);
      background.clear();
      int reservations = vfs.count(Operation.PREALLOCATE);
      assertTrue(reservations > 0);
      for (int i = 0; i < 10; i++) {
        append(store, collection, "record " + i, true);
      }
      assertEquals(reservations, vfs.count(Operation.PREALLOCATE));
      assertTrue(background.isEmpty());
      end = store.state().end();
    }
    assertEquals(Position.offset(end), vfs.content(segment).length);
  }

  @Test
  void neverTakesThePlaceOfRecords(@TempDir Path directory) throws InterruptedException {
    try (LogStore store = LogStore.open(Vfs.local(), directory, LogOptions.defaults())) {
      int collection = create(store);
      List<Thread> writers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t * COMMITS;
        Thread writer =
            new Thread(
                () -> {
                  for (int i = first; i < first + COMMITS; i++) {
                    append(store, collection, text(i), i % SYNC_EVERY == 0);
                  }
                });
        writer.start();
        writers.add(writer);
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
    try (LogStore store = LogStore.open(Vfs.local(), directory, LogOptions.defaults());
        Snapshot snapshot = store.snapshot()) {
      assertTrue(store.verify(Progress.NONE).isIntact());
      assertEquals(
          IntStream.range(0, THREADS * COMMITS).mapToObj(ReservedSpaceTest::text).sorted().toList(),
          StoreFixture.scan(snapshot, 0, 0, Long.MAX_VALUE).stream()
              .map(each -> each.substring(each.indexOf('=') + 1))
              .sorted()
              .toList());
    }
  }

  private static String text(int number) {
    return number + "-".repeat(number % 900);
  }

  private static int create(LogStore store) {
    try (Transaction transaction = store.begin()) {
      int number = transaction.createCollection("a");
      transaction.commit(true);
      return number;
    }
  }

  private static void append(LogStore store, int collection, String text, boolean durable) {
    try (Transaction transaction = store.begin()) {
      StoreFixture.append(transaction, collection, text);
      transaction.commit(durable);
    }
  }
}
