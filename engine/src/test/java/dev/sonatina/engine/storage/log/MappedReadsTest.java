package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mapped bytes that the system cannot give, as on a broken disk. Bytes that were cut off a file
 * after it was mapped raise the same signal.
 */
class MappedReadsTest {

  private static final LogOptions READ_ONLY = LogOptions.defaults().withReadOnly(true);
  private static final int RECORDS = 20;
  private static final int RECORD_BYTES = 30_000;
  private static final int PAGE_BYTES = 4 << 10;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @BeforeEach
  void makeStore() {
    try (LogStore store = LogStore.open(Vfs.local(), directory, LogOptions.defaults());
        Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("a");
      for (int i = 0; i < RECORDS; i++) {
        transaction.append(collection, new byte[RECORD_BYTES], 0, RECORD_BYTES);
      }
      transaction.commit(true);
    }
  }

  private void loseAllBut(long bytes) {
    cut(directory, bytes);
  }

  private static void cut(Path store, long bytes) {
    try (FileChannel channel =
        FileChannel.open(store.resolve("segment-0000000001.log"), StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readingThemIsAnErrorThatNamesFileAndOffset() {
    try (LogStore store = LogStore.open(Vfs.local(), directory, READ_ONLY);
        Snapshot snapshot = store.snapshot()) {
      loseAllBut(3 * RECORD_BYTES);
      RecordView view = new RecordView();
      assertTrue(snapshot.read(0, 1, view));
      StorageException e =
          assertThrows(StorageException.class, () -> snapshot.read(0, RECORDS - 1, view));
      assertEquals(ErrorCode.IO_FAILURE, e.code());
      assertTrue(
          String.valueOf(e.getMessage()).contains("segment-0000000001.log at offset"),
          e.getMessage());
    }
  }

  /**
   * Most records of a group are smaller than the last, so they lie before where they are sought.
   */
  @Test
  void lookingAheadAtThemIsNoErrorOfAnotherKind() {
    Path other = directory.resolve("other");
    int records = 128;
    try (LogStore store = LogStore.open(Vfs.local(), other, LogOptions.defaults());
        Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("a");
      for (int i = 0; i < records; i++) {
        byte[] record = new byte[i % 64 < 48 ? 100 : 3000];
        transaction.append(collection, record, 0, record.length);
      }
      transaction.commit(true);
    }
    try (LogStore store = LogStore.open(Vfs.local(), other, READ_ONLY);
        Snapshot snapshot = store.snapshot()) {
      cut(other, 2 * PAGE_BYTES);
      RecordView view = new RecordView();
      for (int id = 0; id < records; id++) {
        boolean isRead = isRead(snapshot, id, view);
        assertFalse(isRead && id >= 48, "record " + id + " is lost");
        assertTrue(!isRead || view.length() == 100, "record " + id);
      }
    }
  }

  private static boolean isRead(Snapshot snapshot, long id, RecordView view) {
    try {
      boolean found = snapshot.read(0, id, view);
      snapshot.confirmReads();
      return found;
    } catch (StorageException e) {
      assertEquals(ErrorCode.IO_FAILURE, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains(".log at offset"), e.getMessage());
      return false;
    }
  }

  @Test
  void verifyingGoesOnBehindThem() {
    try (LogStore store = LogStore.open(Vfs.local(), directory, READ_ONLY)) {
      loseAllBut(3 * RECORD_BYTES);
      VerifyReport report = store.verify(Progress.NONE);
      assertFalse(report.isIntact());
      assertEquals(RECORDS, report.records());
    }
  }
}
