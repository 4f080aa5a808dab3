package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A store on the heap. Every state is an immutable {@link MemoryState}: a snapshot is a reference
 * to one, a commit puts the next one in its place.
 *
 * <p>Nothing outlives the process: a commit that asks to be durable, and {@link #sync}, promise no
 * more than any other commit, that the change is seen by the snapshots opened afterwards. Only
 * {@link #backup} puts anything on a disk.
 */
public final class MemoryStore implements Store {

  private final Clock clock;
  private final Duration writerWait;
  private final Semaphore writer = new Semaphore(1);
  private volatile MemoryState state = MemoryState.EMPTY;
  private volatile long commits;
  private volatile boolean closed;

  /**
   * Makes an empty store.
   *
   * @param clock tells when collections are created
   * @param writerWait how long {@link #begin} waits for another transaction to end
   */
  public MemoryStore(Clock clock, Duration writerWait) {
    this.clock = clock;
    this.writerWait = writerWait;
  }

  @Override
  public Snapshot snapshot() {
    checkOpen();
    return new MemorySnapshot(state);
  }

  @Override
  public Transaction begin() {
    checkOpen();
    try {
      if (!writer.tryAcquire() && !writer.tryAcquire(writerWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageException(
            ErrorCode.BUSY,
            "another transaction has held the writer for " + writerWait.toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(ErrorCode.BUSY, "interrupted while waiting for the writer", e);
    }
    return new MemoryTransaction(this, state);
  }

  @Override
  public void sync() {
    checkOpen();
  }

  @Override
  public StoreInfo info() {
    checkOpen();
    MemoryState now = state;
    long records = 0;
    long bytes = 0;
    for (MemoryCollection collection : now.collections().values()) {
      records += collection.info().count();
      bytes += collection.bytes();
    }
    return new StoreInfo(
        "memory", now.collections().size(), records, bytes, 0, 0, 0, 0, commits, 0);
  }

  /** Finds nothing: there are no files that could be damaged. */
  @Override
  public VerifyReport verify(Progress progress) {
    StoreInfo now = info();
    return new VerifyReport(0, now.records(), now.liveBytes(), List.of());
  }

  /** Does nothing: what is replaced or erased is the garbage collector's at once. */
  @Override
  public void compact(Progress progress) {
    checkOpen();
  }

  @Override
  public void backup(Path directory, Progress progress) {
    try (Snapshot snapshot = snapshot()) {
      LogOptions options = LogOptions.defaults();
      LogStore.copy(
          Vfs.local(),
          snapshot,
          directory,
          options.withSurroundings(clock, options.random(), options.background()),
          progress);
    }
  }

  @Override
  public void close() {
    closed = true;
    state = MemoryState.EMPTY;
  }

  Clock clock() {
    return clock;
  }

  /** Ends the open transaction by publishing what it made. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // The writer's permit is held.
  void commit(MemoryState next) {
    try {
      checkOpen();
      state = next;
      commits++;
    } finally {
      writer.release();
    }
  }

  /** Ends the open transaction without its changes; {@code next} only counts its ids as used. */
  void rollBack(MemoryState next) {
    if (!closed) {
      state = next;
    }
    writer.release();
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(ErrorCode.CLOSED, "the store is closed");
    }
  }
}
