package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreInfo;
import dev.sonatina.engine.storage.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A store on the heap. Every state is an immutable {@link MemoryState}: a snapshot is a reference
 * to one, a commit puts the next one in its place. Durable commits ask nothing more, since nothing
 * outlives the process.
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
