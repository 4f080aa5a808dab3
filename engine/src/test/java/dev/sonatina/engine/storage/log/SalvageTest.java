package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Salvaging from a disk that fails, and salvaging that is itself cut off. */
class SalvageTest {

  private static final Path SOURCE = Path.of("/source");
  private static final Path TARGET = Path.of("/target");
  private static final LogOptions OPTIONS = LogStoreCrashTest.options(1);
  private static final int RECORDS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private static SimulatedVfs withStore() {
    SimulatedVfs vfs = new SimulatedVfs();
    try (LogStore store = LogStore.open(vfs, SOURCE, OPTIONS);
        Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("c");
      for (int i = 0; i < RECORDS; i++) {
        StoreFixture.append(transaction, collection, "record " + i);
      }
      transaction.commit(true);
    }
    return vfs;
  }

  private static String text(Vfs vfs, Path path) {
    try (LogStore store = LogStore.open(vfs, path, OPTIONS);
        Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    }
  }

  @Test
  void aCopyThatFailsLeavesNothing() throws IOException {
    SimulatedVfs vfs = withStore();
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.SYNC && path.startsWith(TARGET) && isLate(vfs)) {
            throw new IOException(path + ": No space left on device");
          }
        });
    StorageException e =
        assertThrows(
            StorageException.class,
            () -> LogStore.salvage(vfs, SOURCE, TARGET, OPTIONS, MemberNames.NONE, Progress.NONE));
    assertEquals(ErrorCode.DISK_FULL, e.code());
    assertEquals(List.of(), vfs.list(TARGET));
  }

  private static boolean isLate(SimulatedVfs vfs) {
    return vfs.count(Operation.WRITE) > RECORDS / 4;
  }

  @Test
  void aCheckpointThatCannotBeReadIsDoneWithout() {
    SimulatedVfs vfs = withStore();
    String whole = text(vfs, SOURCE);
    vfs.setProbe(
        (operation, path) -> {
          if (operation == Operation.READ && path.toString().contains("checkpoint")) {
            throw new IOException("Input/output error");
          }
        });
    SalvageReport report =
        LogStore.salvage(vfs, SOURCE, TARGET, OPTIONS, MemberNames.NONE, Progress.NONE);
    vfs.setProbe((operation, path) -> {});
    assertTrue(report.notes().get(0).contains("Input/output error"), report.notes().toString());
    assertEquals(whole, text(vfs, TARGET));
  }

  /** Bytes that were cut off a file after it was mapped raise what a broken disk does. */
  @Test
  void recordsThatTheDiskDoesNotGiveAreLostAndTheOthersKept() throws IOException {
    Path source = directory.resolve("source");
    int large = 1 << 20;
    try (LogStore store = LogStore.open(Vfs.local(), source, LogOptions.defaults());
        Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("c");
      for (int i = 0; i < 6; i++) {
        transaction.append(collection, new byte[large], 0, large);
      }
      transaction.commit(true);
    }
    Path segment = source.resolve("segment-0000000001.log");
    SalvageReport report =
        LogStore.salvage(
            Vfs.local(),
            source,
            directory.resolve("target"),
            LogOptions.defaults(),
            MemberNames.NONE,
            (done, total) -> cut(segment, 2 * large + MappedReads.PAGE_BYTES));
    assertEquals(5, report.records());
    assertEquals(1, report.lost());
  }

  @Test
  void whatCanBeReadOfASegmentIsCopiedPageByPage() throws IOException {
    Path path = directory.resolve("segment");
    byte[] content = new byte[4 * MappedReads.PAGE_BYTES];
    Arrays.fill(content, (byte) 7);
    try (VfsFile file = Vfs.local().open(path, Vfs.OpenMode.CREATE)) {
      file.write(ByteBuffer.wrap(content), 0);
      MappedSegment segment = new MappedSegment(1, path, file.map(content.length));
      cut(path, 2 * MappedReads.PAGE_BYTES);
      List<String> notes = new ArrayList<>();
      MappedSegment copy = SalvageScan.readable(segment, notes);
      for (int at = 0; at < content.length; at++) {
        assertEquals(at < 2 * MappedReads.PAGE_BYTES ? 7 : 0, copy.bytes().get(at), "at " + at);
      }
      assertEquals(2, notes.size());
      assertTrue(notes.get(0).endsWith("at offset 8192"), notes.toString());
    }
  }

  private static void cut(Path file, long bytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
