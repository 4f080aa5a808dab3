package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.storage.Snapshot;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records read from a snapshot one by one.
 *
 * <p>Iterated by one thread; closed by any. The snapshot must not go while a record is being read,
 * so closing waits until the read in progress has noticed {@link #isClosed()}.
 */
abstract class StreamedRecords implements Records {

  private final Snapshot snapshot;
  private final ScanStatistics statistics;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closed;
  private boolean released;
  private boolean iterated;

  /** Takes over the snapshot. */
  StreamedRecords(Snapshot snapshot, ScanStatistics statistics) {
    this.snapshot = snapshot;
    this.statistics = statistics;
  }

  /** The next record, null at the end. Looks at {@link #isClosed()} often. */
  abstract @Nullable Record read();

  /** Ends what a read in progress is doing, from any thread. */
  abstract void stop();

  /** Gives back what the subclass holds, once, before the snapshot goes. */
  abstract void release();

  /** Whether reading is to end. */
  final boolean isClosed() {
    return closed;
  }

  @Override
  public final Iterator<Record> iterator() {
    if (iterated) {
      throw new IllegalStateException("records can be iterated only once");
    }
    iterated = true;
    return new RecordIterator();
  }

  @Override
  public void close() {
    closed = true;
    stop();
    if (reading.isHeldByCurrentThread()) {
      // Closed from within a read, by a script that failed: the read releases when it ends.
      return;
    }
    reading.lock();
    try {
      releaseOnce();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public final Explanation explanation() {
    return statistics.explanation();
  }

  private void releaseOnce() {
    if (!released) {
      released = true;
      stop();
      release();
      snapshot.close();
    }
  }

  private @Nullable Record readLocked() {
    reading.lock();
    try {
      Record next = null;
      long start = System.nanoTime();
      try {
        next = closed ? null : read();
        snapshot.confirmReads();
      } catch (InternalError e) {
        throw snapshot.unreadable(e);
      } catch (SonatinaException e) {
        // Whoever closed the records does not want to hear how the read took it.
        if (!closed || e.code() != ErrorCode.CANCELLED) {
          throw e;
        }
      } finally {
        statistics.nanos.add(System.nanoTime() - start);
        if (next == null) {
          closed = true;
          releaseOnce();
        }
      }
      if (next != null) {
        statistics.recordsReturned.increment();
      }
      return next;
    } finally {
      reading.unlock();
    }
  }

  private final class RecordIterator implements Iterator<Record> {
    private @Nullable Record next;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        next = readLocked();
        ended = next == null;
      }
      return next != null;
    }

    @Override
    public Record next() {
      Record current = hasNext() ? next : null;
      if (current == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return current;
    }
  }
}
