package dev.sonatina.conformance.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteImport;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.memory.MemoryStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database of the original with each of its bytes set to three other values, read strictly and
 * salvaged: every time it is read or refused as damaged, and soon.
 *
 * <p>Every tenth byte normally; every byte with {@code -Dtest.profile=long}.
 */
class UnqliteDamageTest {

  private static final String SAMPLE = "one-collection.unqlite";
  private static final int[] CHANGES = {0x01, 0x80, 0xFF};
  private static final boolean IS_LONG = "long".equals(System.getProperty("sonatina.profile"));

  /** What one opening may allocate; the file has 12 KiB, the cache of pages room for 8 MiB. */
  private static final long ALLOCATION_MAX = 2 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private int refused;
  private int salvaged;
  private long allocationMax;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void noByteCanCrashOrHangTheReader() throws IOException {
    byte[] sample = Files.readAllBytes(UnqliteConformanceTest.SAMPLES.resolve(SAMPLE));
    Path file = directory.resolve(SAMPLE);
    Files.write(file, sample);
    readBoth(file);
    allocationMax = 0;
    assertEquals(0, refused);
    int openings = 0;
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int at = 0; at < sample.length; at += IS_LONG ? 1 : 10) {
        for (int change : CHANGES) {
          bytes.seek(at);
          bytes.write(sample[at] ^ change);
          readBoth(file);
          openings++;
        }
        bytes.seek(at);
        bytes.write(sample[at]);
      }
    }
    System.getLogger(UnqliteDamageTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} openings, {1} refused, of these {2} salvaged, at most {3} bytes allocated",
            openings,
            refused,
            salvaged,
            allocationMax);
    assertTrue(refused > openings / 50, "damage to structure is noticed");
    assertTrue(salvaged > refused / 2, "most damage leaves something to salvage");
    assertTrue(allocationMax < ALLOCATION_MAX, () -> "allocated " + allocationMax);
  }

  private void readBoth(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean isRefused = !isReadable(file, UnqliteFile.Reading.STRICT);
    boolean isSalvaged = isReadable(file, UnqliteFile.Reading.SALVAGE);
    allocationMax = Math.max(allocationMax, threads.getCurrentThreadAllocatedBytes() - before);
    refused += isRefused ? 1 : 0;
    salvaged += isRefused && isSalvaged ? 1 : 0;
    assertTrue(isRefused || isSalvaged, "what can be read strictly can be salvaged");
  }

  private static boolean isReadable(Path path, UnqliteFile.Reading reading) {
    try (UnqliteFile file = UnqliteFile.open(Vfs.local(), path, reading)) {
      Store store = new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(1));
      new UnqliteImport(store, Clock.systemUTC(), TransferProgress.NONE, new Cancellation())
          .run(file);
      file.freePageCount();
      return true;
    } catch (StorageException e) {
      assertEquals(ErrorCode.CORRUPT, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains("page "), e.getMessage());
      return false;
    }
  }
}
