package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SyncGroupTest {

  private static final Path DIRECTORY = Path.of("/store");

  private final SimulatedVfs vfs = new SimulatedVfs();
  private final AtomicInteger failures = new AtomicInteger();
  private boolean isPlaceLost;

  private final SyncGroup.Claim claim =
      new SyncGroup.Claim() {
        @Override
        public void check() throws IOException {
          if (isPlaceLost) {
            throw new IOException("it was renamed");
          }
        }

        @Override
        public void noteSyncFailed() {
          failures.incrementAndGet();
        }
      };

  private SyncGroup group() throws IOException {
    vfs.createDirectories(DIRECTORY);
    SyncGroup group = new SyncGroup(new StoreFiles(vfs, DIRECTORY), Position.of(1, 64), claim);
    group.add(1, vfs.open(DIRECTORY.resolve("one"), Vfs.OpenMode.CREATE), true);
    return group;
  }

  @Test
  void whatIsSyncedAlreadyCostsNothing() throws IOException {
    SyncGroup group = group();
    group.syncTo(Position.of(1, 64));
    assertEquals(0, vfs.count(Operation.SYNC));
    group.written(Position.of(1, 100));
    group.syncTo(Position.of(1, 100));
    group.syncTo(Position.of(1, 90));
    assertEquals(1, vfs.count(Operation.SYNC));
    assertEquals(Position.of(1, 100), group.syncedTo());
  }

  @Test
  void aSyncWhoseAnswerIsNotKnownIsTakenForFailed() throws IOException {
    SyncGroup group = group();
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            throw new OutOfMemoryError("made up");
          }
        });
    group.written(Position.of(1, 100));
    assertThrows(OutOfMemoryError.class, () -> group.syncTo(Position.of(1, 100)));
    vfs.setProbe((operation, path) -> {});

    assertFalse(group.isHealthy());
    assertThrows(StorageException.class, () -> group.syncTo(Position.of(1, 100)));
    StorageException later = assertThrows(StorageException.class, group::checkHealthy);
    assertEquals(ErrorCode.READ_ONLY, later.code());
    assertEquals(Position.of(1, 64), group.syncedTo());
  }

  @Test
  void threadsThatComeDuringASyncShareTheNext() throws Exception {
    SyncGroup group = group();
    CountDownLatch leading = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC && vfs.count(Operation.SYNC) == 1) {
            leading.countDown();
            awaitQuietly(waiting);
          }
        });
    group.written(Position.of(1, 100));
    List<Thread> threads = new ArrayList<>();
    threads.add(start(() -> group.syncTo(Position.of(1, 100))));
    leading.await();
    group.written(Position.of(1, 900));
    for (int i = 2; i <= 9; i++) {
      long position = Position.of(1, (long) i * 100);
      threads.add(start(() -> group.syncTo(position)));
    }
    for (Thread thread : threads.subList(1, threads.size())) {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    waiting.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(2, vfs.count(Operation.SYNC));
    assertEquals(2, group.syncs());
  }

  @Test
  void segmentsThatTheLogHasLeftAreClosedOnceTheyAreSynced() throws IOException {
    SyncGroup group = group();
    group.written(Position.of(1, 100));
    group.add(2, vfs.open(DIRECTORY.resolve("two"), Vfs.OpenMode.CREATE), true);
    group.written(Position.of(2, 100));
    group.syncTo(Position.of(2, 100));
    assertEquals(2, vfs.count(Operation.SYNC));
    assertEquals(1, vfs.leaks());
    group.close();
    assertEquals(0, vfs.leaks());
  }

  @Test
  void namesAreSyncedWithTheFirstSyncThatNeedsThem() throws IOException {
    SyncGroup group = group();
    for (int offset = 100; offset < 500; offset += 100) {
      group.written(Position.of(1, offset));
      group.syncTo(Position.of(1, offset));
    }
    assertEquals(1, vfs.count(Operation.SYNC_DIRECTORY));
  }

  @Test
  void aFailedSyncIsFinal() throws IOException {
    SyncGroup group = group();
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            throw new IOException("Input/output error");
          }
        });
    group.written(Position.of(1, 100));
    StorageException e =
        assertThrows(StorageException.class, () -> group.syncTo(Position.of(1, 100)));
    assertEquals(ErrorCode.IO_FAILURE, e.code());
    assertTrue(String.valueOf(e.getMessage()).contains("/store/one: Input/output error"));
    vfs.setProbe((operation, path) -> {});

    assertFalse(group.isHealthy());
    assertThrows(StorageException.class, () -> group.syncTo(Position.of(1, 100)));
    StorageException later = assertThrows(StorageException.class, group::checkHealthy);
    assertEquals(ErrorCode.READ_ONLY, later.code());
    assertTrue(String.valueOf(later.getMessage()).contains("Input/output error"));
    assertEquals(1, vfs.count(Operation.SYNC));
    assertEquals(1, failures.get());
  }

  @Test
  void aFileWithoutItsNameCountsAsNotSynced() throws IOException {
    SyncGroup group = group();
    vfs.delete(DIRECTORY.resolve("one"));
    group.written(Position.of(1, 100));
    StorageException e =
        assertThrows(StorageException.class, () -> group.syncTo(Position.of(1, 100)));
    assertTrue(String.valueOf(e.getMessage()).contains("removed"), e.getMessage());
    assertFalse(group.isHealthy());
  }

  @Test
  void aLostDirectoryEndsTheWriting() throws IOException {
    SyncGroup group = group();
    group.checkPlace();
    isPlaceLost = true;
    assertThrows(StorageException.class, group::checkPlace);
    assertThrows(StorageException.class, group::checkHealthy);
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
