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
    try (FileChannel channel =
        FileChannel.open(directory.resolve("segment-0000000001.log"), StandardOpenOption.WRITE)) {
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
