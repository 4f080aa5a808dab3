package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores opened read-only while a writer appends, makes checkpoints, compacts and removes segments:
 * each shows one moment, and later ones no earlier moments.
 */
class ReaderBesideWriterTest {

  private static final int RECORDS = 20;
  private static final LogOptions OPTIONS =
      LogOptions.defaults().withSizes(16 << 10, 4 << 10).withTail(32 << 10, 256 << 10);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void eachSeesOneMoment() throws Exception {
    int openings = (int) TestProfile.figure(60, 2_000);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              try (LogStore store = LogStore.open(Vfs.local(), directory, OPTIONS)) {
                for (int round = 0; !stop.get(); round++) {
                  write(store, round);
                  started.countDown();
                }
              } catch (Throwable e) {
                failure.set(e);
                started.countDown();
              }
            });
    writer.start();
    started.await();
    Set<Integer> moments = new HashSet<>();
    try {
      int last = 0;
      for (int i = 0; i < openings; i++) {
        int moment = momentSeen();
        assertTrue(moment >= last, moment + " after " + last);
        last = moment;
        moments.add(moment);
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    assertEquals(null, failure.get());
    assertEquals(List.of(), LogStore.verify(Vfs.local(), directory, Progress.NONE).damages());
    TestProfile.print(
        openings
            + " openings beside a writer, "
            + moments.size()
            + " different moments, all whole");
  }

  /** Gives all records the text of this round, in one transaction. */
  private static void write(LogStore store, int round) {
    String text = round + " " + "x".repeat(round % 700);
    try (Transaction transaction = store.begin()) {
      if (round == 0) {
        transaction.createCollection("a");
      }
      for (int id = 0; id < RECORDS; id++) {
        if (round == 0) {
          StoreFixture.append(transaction, 0, text);
        } else {
          byte[] bytes = StoreFixture.bytes(text);
          transaction.replace(0, id, bytes, 0, bytes.length);
        }
      }
      transaction.commit(round % 3 == 0);
    }
    if (round % 50 == 49) {
      store.compact(Progress.NONE);
    }
  }

  /** The round that a reader sees; all records must be of the same. */
  private int momentSeen() {
    try (Store reader = LogStore.open(Vfs.local(), directory, OPTIONS.withReadOnly(true));
        Snapshot snapshot = reader.snapshot()) {
      List<String> records = StoreFixture.scan(snapshot, 0, 0, Long.MAX_VALUE);
      assertEquals(RECORDS, records.size());
      Set<String> texts = new HashSet<>();
      for (String record : records) {
        texts.add(record.substring(record.indexOf('=') + 1));
      }
      assertEquals(1, texts.size(), () -> "two moments at once: " + texts);
      String text = texts.iterator().next();
      return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }
  }
}
