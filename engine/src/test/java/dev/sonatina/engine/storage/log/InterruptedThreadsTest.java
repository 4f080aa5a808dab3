package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that are interrupted again and again while they store and read: what a cancelled script
 * or a pool that shuts down does. The channels of the JDK are closed by that, for everybody.
 */
class InterruptedThreadsTest {

  private static final int COMMITS = 200;
  private static final int SCANS = 300;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void interruptedThreadsStoreAndReadOn() throws Exception {
    LogOptions options =
        LogOptions.defaults().withSizes(32 << 10, 4 << 10).withTail(64 << 10, 1 << 20);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LogStore store = LogStore.open(Vfs.local(), directory, options)) {
      Victim writer = new Victim(() -> write(store));
      Victim reader = new Victim(() -> read(store));
      List<Future<Void>> running = List.of(threads.submit(writer), threads.submit(reader));
      while (!(writer.isDone.get() && reader.isDone.get())) {
        writer.interrupt();
        reader.interrupt();
        Thread.onSpinWait();
      }
      for (Future<Void> each : running) {
        each.get();
      }
      try (Snapshot snapshot = store.snapshot()) {
        assertEquals(COMMITS, StoreFixture.scan(snapshot, 0, 0, Long.MAX_VALUE).size());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(List.of(), LogStore.verify(Vfs.local(), directory, Progress.NONE).damages());
  }

  private static void write(LogStore store) {
    for (int i = 0; i < COMMITS; i++) {
      try (Transaction transaction = store.begin()) {
        int collection = i == 0 ? transaction.createCollection("c") : 0;
        assertEquals(i, StoreFixture.append(transaction, collection, "x".repeat(i * 10)));
        transaction.commit(i % 4 == 0);
      }
    }
  }

  private static void read(LogStore store) {
    int least = 0;
    for (int i = 0; i < SCANS; i++) {
      try (Snapshot snapshot = store.snapshot()) {
        int found = StoreFixture.scan(snapshot, 0, 0, Long.MAX_VALUE).size();
        assertTrue(found >= least, "records went");
        least = found;
      }
    }
  }

  private static final class Victim implements Callable<Void> {
    private final Runnable work;
    private final AtomicBoolean isDone = new AtomicBoolean();
    private volatile Thread thread = Thread.currentThread();

    Victim(Runnable work) {
      this.work = work;
    }

    @Override
    public Void call() {
      thread = Thread.currentThread();
      try {
        work.run();
      } finally {
        isDone.set(true);
      }
      return null;
    }

    void interrupt() {
      if (!isDone.get() && thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }
  }
}
