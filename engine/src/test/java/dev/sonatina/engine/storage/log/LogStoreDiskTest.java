package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the log store asks of the disk, and does when the disk refuses. */
class LogStoreDiskTest {

  private static final Path DIRECTORY = Path.of("/store");

  private final SimulatedVfs vfs = new SimulatedVfs();
  private final LogOptions options =
      LogOptions.defaults()
          .withSurroundings(Clock.systemUTC(), new SplittableRandom(1), Runnable::run)
          .withCompactionBytesPerSecond(Long.MAX_VALUE);

  private LogStore open() {
    return LogStore.open(vfs, DIRECTORY, options);
  }

  private static int createCollection(Store store) {
    try (Transaction transaction = store.begin()) {
      int number = transaction.createCollection("a");
      transaction.commit(true);
      return number;
    }
  }

  private static void append(Store store, int collection, String text, boolean durable) {
    try (Transaction transaction = store.begin()) {
      StoreFixture.append(transaction, collection, text);
      transaction.commit(durable);
    }
  }

  private static List<String> scan(Store store, int collection) {
    try (Snapshot snapshot = store.snapshot()) {
      return StoreFixture.scan(snapshot, collection, 0, Long.MAX_VALUE);
    }
  }

  @Test
  void durableCommitCostsOneSyncAndOneWrite() {
    try (LogStore store = open()) {
      int a = createCollection(store);
      int syncs = vfs.count(Operation.SYNC);
      int names = vfs.count(Operation.SYNC_DIRECTORY);
      int writes = vfs.count(Operation.WRITE);
      for (int i = 0; i < 100; i++) {
        append(store, a, "record", true);
      }
      assertEquals(100, vfs.count(Operation.SYNC) - syncs);
      assertEquals(100, vfs.count(Operation.WRITE) - writes);
      assertEquals(0, vfs.count(Operation.SYNC_DIRECTORY) - names);
    }
  }

  @Test
  void otherCommitsCostNoSync() {
    try (LogStore store = open()) {
      int a = createCollection(store);
      int syncs = vfs.count(Operation.SYNC);
      for (int i = 0; i < 100; i++) {
        append(store, a, "record", false);
      }
      assertEquals(syncs, vfs.count(Operation.SYNC));
      store.sync();
      assertEquals(syncs + 1, vfs.count(Operation.SYNC));
      store.sync();
      assertEquals(syncs + 1, vfs.count(Operation.SYNC));
    }
  }

  @Test
  void openingAndClosingAStoreInWhichNothingChangesWritesNothing() {
    try (LogStore store = open()) {
      append(store, createCollection(store), "x", true);
    }
    int writes = vfs.count(Operation.WRITE);
    open().close();
    assertEquals(1, vfs.count(Operation.WRITE) - writes, "the note in the lock file");
  }

  @Test
  void idsOfARolledBackTransactionStayUsedAfterAKill() {
    LogStore store = open();
    int a = createCollection(store);
    append(store, a, "0", true);
    try (Transaction transaction = store.begin()) {
      StoreFixture.append(transaction, a, "1");
    }
    try (LogStore again = LogStore.open(vfs.afterKill(), DIRECTORY, options)) {
      append(again, a, "2", true);
      assertEquals(List.of("0=0", "2=2"), scan(again, a));
    }
    store.close();
  }

  @Test
  void fullDiskRefusesTheOperationAndNothingElse() {
    try (LogStore store = open()) {
      int a = createCollection(store);
      append(store, a, "0", true);
      vfs.setProbe(
          (operation, path) -> {
            if (operation == Operation.WRITE) {
              vfs.failNextWriteHalfWay();
              throw new IOException("No space left on device");
            }
          });
      for (int i = 0; i < 3; i++) {
        StorageException e =
            assertThrows(StorageException.class, () -> append(store, a, "refused", true));
        assertEquals(ErrorCode.DISK_FULL, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains("/store/segment-"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("No space left on device"));
        assertEquals(List.of("0=0"), scan(store, a));
      }
      vfs.setProbe((operation, path) -> {});
      append(store, a, "room again", true);
      assertEquals(List.of("0=0", "4=room again"), scan(store, a));
    }
    try (LogStore again = open()) {
      assertEquals(List.of("0=0", "4=room again"), scan(again, 0));
    }
  }

  @Test
  void failedSyncMakesTheStoreReadOnlyUntilItIsOpenedAgain() {
    LogStore store = open();
    int a = createCollection(store);
    append(store, a, "0", true);
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            throw new IOException("Input/output error");
          }
        });
    StorageException e = assertThrows(StorageException.class, () -> append(store, a, "1", true));
    assertEquals(ErrorCode.IO_FAILURE, e.code());
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("/store/segment-0000000001.log: Input/output error"),
        e.getMessage());
    vfs.setProbe((operation, path) -> {});

    assertEquals(ErrorCode.READ_ONLY, codeOf(() -> append(store, a, "2", false)));
    assertEquals(ErrorCode.IO_FAILURE, codeOf(store::sync));
    assertEquals("0=0", scan(store, a).get(0));
    store.close();

    try (LogStore again = open()) {
      append(again, a, "3", true);
      assertTrue(scan(again, a).contains("0=0"));
    }
  }

  @Test
  void whatWasBegunBeforeAFailedSyncIsNotAcknowledgedAfterIt() {
    LogStore store = open();
    int a = createCollection(store);
    append(store, a, "0", false);
    Transaction begun = store.begin();
    StoreFixture.append(begun, a, "1");
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            throw new IOException("Input/output error");
          }
        });
    assertEquals(ErrorCode.IO_FAILURE, codeOf(store::sync));
    vfs.setProbe((operation, path) -> {});
    assertEquals(ErrorCode.READ_ONLY, codeOf(() -> begun.commit(false)));
    assertEquals(List.of("0=0"), scan(store, a));
    store.close();
    try (LogStore again = open()) {
      assertEquals(List.of("0=0"), scan(again, a));
    }
  }

  @Test
  void closingOnAFullDiskLosesNothing() {
    LogStore store = open();
    int a = createCollection(store);
    append(store, a, "0", false);
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.WRITE && path.toString().contains("checkpoint")) {
            throw new IOException("No space left on device");
          }
        });
    store.close();
    SimulatedVfs left = vfs.afterPowerCut(CrashPlan.of(1, new SplittableRandom(1)));
    try (LogStore again = LogStore.open(left, DIRECTORY, options)) {
      assertEquals(List.of("0=0"), scan(again, a));
    }
    assertEquals(0, vfs.leaks());
  }

  private static ErrorCode codeOf(Runnable work) {
    return assertThrows(StorageException.class, work::run).code();
  }

  @Test
  void overwritingForEverKeepsTheStoreSmall() {
    byte[] record = new byte[64 << 10];
    try (LogStore store = open()) {
      int a = createCollection(store);
      try (Transaction transaction = store.begin()) {
        for (int i = 0; i < 32; i++) {
          transaction.append(a, record, 0, record.length);
        }
        transaction.commit(false);
      }
      long greatest = 0;
      for (int round = 0; round < 1_000; round++) {
        try (Transaction transaction = store.begin()) {
          transaction.replace(a, round % 32, record, 0, record.length);
          transaction.commit(false);
        }
        greatest = Math.max(greatest, store.info().fileBytes());
      }
      StoreInfo info = store.info();
      long allowed = 2 * info.liveBytes() + Compactor.DEAD_BYTES_ALLOWED + 2 * (4 << 20);
      assertTrue(greatest <= allowed, greatest + " of " + allowed);
      assertEquals(32, info.records());
    }
    assertEquals(0, vfs.leaks());
  }

  @Test
  void erasingGivesSpaceBackByItself() {
    try (LogStore store = open()) {
      int a = fill(store);
      try (Transaction transaction = store.begin()) {
        for (int i = 0; i < FILLED; i++) {
          transaction.erase(a, i);
        }
        transaction.commit(false);
      }
      assertTrue(filesBytes() < Compactor.DEAD_BYTES_ALLOWED, () -> store.info().toString());
    }
  }

  @Test
  void droppingACollectionGivesSpaceBackByItself() {
    try (LogStore store = open()) {
      int a = fill(store);
      try (Transaction transaction = store.begin()) {
        transaction.dropCollection(a);
        transaction.commit(false);
      }
      assertTrue(filesBytes() < Compactor.DEAD_BYTES_ALLOWED, () -> store.info().toString());
    }
  }

  private static final int FILLED = 400;
  private static final int FILLED_RECORD_BYTES = 64 << 10;

  /** A collection of large records. */
  private static int fill(Store store) {
    byte[] record = new byte[FILLED_RECORD_BYTES];
    int a = createCollection(store);
    try (Transaction transaction = store.begin()) {
      for (int i = 0; i < FILLED; i++) {
        transaction.append(a, record, 0, record.length);
      }
      transaction.commit(false);
    }
    return a;
  }

  /** Length of all files of the store. */
  private long filesBytes() {
    try {
      long bytes = 0;
      for (String name : vfs.list(DIRECTORY)) {
        bytes += vfs.content(DIRECTORY.resolve(name)).length;
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void erasingGivesSpaceBack() {
    byte[] record = new byte[FILLED_RECORD_BYTES];
    try (LogStore store = open()) {
      int a = fill(store);
      try (Transaction transaction = store.begin()) {
        for (int i = 0; i < 390; i++) {
          transaction.erase(a, i);
        }
        transaction.commit(false);
      }
      store.compact((done, total) -> assertTrue(done <= total));
      assertTrue(store.info().fileBytes() < 12L * record.length, store.info().toString());
    }
  }
}
