package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to write to the log, which one transaction has at a time. It belongs to no thread, so
 * that a transaction may move from one to another.
 */
final class WriterPermit {

  /** How often those who wait without limit look whether it still makes sense. */
  private static final long LOOK_MILLIS = 20;

  private final Path directory;
  private final Semaphore semaphore = new Semaphore(1);

  /**
   * @param directory of the store, for messages
   */
  WriterPermit(Path directory) {
    this.directory = directory;
  }

  /** Takes the permit, or fails with {@code BUSY}. An interrupted thread takes it if it is free. */
  void acquire(Duration wait) {
    try {
      if (!semaphore.tryAcquire() && !semaphore.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageException(
            ErrorCode.BUSY,
            "another transaction has held the writer of "
                + directory
                + " for "
                + wait.toMillis()
                + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(ErrorCode.BUSY, "interrupted while waiting for the writer", e);
    }
  }

  /**
   * Takes the permit, however long that takes.
   *
   * @param checkStillWanted throws when there is no use in waiting any more
   */
  void acquirePatiently(Runnable checkStillWanted) {
    checkStillWanted.run();
    while (!tryAcquire(LOOK_MILLIS)) {
      checkStillWanted.run();
    }
  }

  /** Takes the permit if it becomes free within the time. Interruptions are kept for later. */
  boolean tryAcquire(long millis) {
    boolean interrupted = false;
    try {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (true) {
        try {
          return semaphore.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void release() {
    semaphore.release();
  }
}
