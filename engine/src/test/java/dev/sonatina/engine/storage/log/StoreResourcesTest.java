package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store takes of the disk and of the process, and gives back. */
class StoreResourcesTest {

  private static final int RECORD_BYTES = 2_500;
  private static final int RECORDS = 8_000;

  /** What the store itself needs: headers, catalogs, a checkpoint, what was reserved ahead. */
  private static final long OVERHEAD = 2 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private LogStore store;

  @BeforeEach
  void fill() {
    LogOptions options =
        LogOptions.defaults()
            .withSizes(256 << 10, 64 << 10)
            .withSurroundings(Clock.systemUTC(), new SplittableRandom(1), Runnable::run);
    store = LogStore.open(Vfs.local(), directory, options);
    byte[] record = new byte[RECORD_BYTES];
    for (int i = 0; i < RECORDS; i += 100) {
      try (Transaction transaction = store.begin()) {
        int collection = i == 0 ? transaction.createCollection("c") : 0;
        for (int j = 0; j < 100; j++) {
          transaction.append(collection, record, 0, record.length);
        }
        transaction.commit(false);
      }
    }
    store.checkpoint();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** All but every tenth record. */
  private void eraseMost() {
    try (Transaction transaction = store.begin()) {
      for (int id = 0; id < RECORDS; id++) {
        if (id % 10 != 0) {
          assertTrue(transaction.erase(0, id));
        }
      }
      transaction.commit(false);
    }
  }

  private long bytesOfFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(StoreResourcesTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferPoolMXBean pool(String name) {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void whatIsDeadStaysWithinItsBoundWithoutBeingAskedFor() throws IOException {
    eraseMost();
    long live = store.info().liveBytes();
    assertEquals(RECORDS / 10 * (RECORD_BYTES + LogFormat.ENTRY_HEADER_LENGTH), live);
    assertTrue(
        bytesOfFiles() <= 2 * live + Compactor.DEAD_BYTES_ALLOWED + OVERHEAD,
        bytesOfFiles() + " bytes for " + live);
  }

  @Test
  void compactionGivesAllBackWhenNobodyReadsTheOldState() throws IOException {
    long before = bytesOfFiles();
    long mapped;
    try (Snapshot held = store.snapshot()) {
      eraseMost();
      store.compact(Progress.NONE);
      assertEquals(RECORDS, StoreFixture.scan(held, 0, 0, RECORDS).size());
      mapped = pool("mapped").getMemoryUsed();
      assertTrue(mapped >= before, mapped + " bytes mapped, " + before + " in the state held");
    }
    long live = store.info().liveBytes();
    assertTrue(bytesOfFiles() <= live + OVERHEAD, bytesOfFiles() + " bytes for " + live);
    long freed = mapped - pool("mapped").getMemoryUsed();
    assertTrue(freed >= before - live - OVERHEAD, freed + " bytes unmapped of " + before);
  }

  @Test
  void compactionsAndSnapshotsLeaveNothingOpen() throws IOException {
    store.compact(Progress.NONE);
    long files = openFiles();
    long mappings = pool("mapped").getCount();
    long buffers = pool("direct").getCount();
    long segments = store.info().segments();
    for (int round = 0; round < 3; round++) {
      for (int id = round; id < RECORDS; id += 10) {
        try (Transaction transaction = store.begin()) {
          StoreFixture.replace(transaction, 0, id, "y".repeat(RECORD_BYTES));
          transaction.commit(false);
        }
      }
      store.compact(Progress.NONE);
    }
    for (int i = 0; i < 1_000; i++) {
      try (Snapshot snapshot = store.snapshot()) {
        assertEquals("y".repeat(RECORD_BYTES), StoreFixture.read(snapshot, 0, 0));
      }
    }
    long more = Math.max(0, store.info().segments() - segments);
    assertTrue(openFiles() <= files, "open files: " + files + ", then " + openFiles());
    assertTrue(
        pool("mapped").getCount() <= mappings + more,
        "mappings: " + mappings + ", then " + pool("mapped").getCount());
    for (int i = 0; i < 20 && pool("direct").getCount() > buffers; i++) {
      System.gc(); // Which frees what nobody refers to any more.
    }
    assertTrue(
        pool("direct").getCount() <= buffers,
        "direct buffers: " + buffers + ", then " + pool("direct").getCount());
  }
}
