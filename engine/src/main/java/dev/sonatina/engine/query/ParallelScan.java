package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.query.ScanPiece.State;
import dev.sonatina.engine.storage.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The matching records of a collection, looked for by several threads and handed out in id order.
 * For filters without effects only.
 */
/*
 * The ids are cut into pieces, and a window of them, in order, is open to all threads: each takes the first that nobody works on. The
 * reader is one of these threads. It returns the matches of the first piece, looking for them itself if nobody else does; where another
 * thread is busy with that piece, the reader works on a later one until the first has something to return. So threads neither wait for
 * each other nor wake each other up in the middle of a scan, and a reader finds its matches even if the pool is busy with other scans.
 *
 * When there are many matches that the reader has not taken, only the reader goes on, with the first piece. So memory is bounded, and no
 * thread of the pool ever waits for a reader, who may be slow: it goes away, and comes back when half of the matches have been taken. The
 * window is wide, since a thread that the system holds up for a moment would hold up the others otherwise.
 *
 * A matcher, with the script run inside it, serves one piece at a time, but many in turn.
 */
final class ParallelScan extends StreamedRecords {

  /** How many pieces are open at once, for each thread. */
  private static final int WINDOW = 64;

  /** Of so many bytes may the matches be that nobody has taken, for each thread. */
  private static final long UNTAKEN_BYTES_MAX = 1 << 20;

  /** Opens the scan of a range of ids. */
  @FunctionalInterface
  interface Ranges {
    RangeScan open(long from, long to);
  }

  private final Ranges ranges;
  private final Supplier<Matcher> matchers;
  private final Executor pool;
  private final int threads;
  private final long pieceLength;
  private final long end;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final Deque<ScanPiece> window = new ArrayDeque<>();
  private final Deque<Matcher> idle = new ArrayDeque<>();
  private final List<Matcher> all = new ArrayList<>();
  private long nextFrom;
  private int helpers;
  private long untakenBytes;

  /** Whether there is something to do about the first piece since the reader looked at it. */
  private volatile boolean isFirstChanged;

  /**
   * @param first a matcher to begin with; others are made when they are needed
   * @param threads how many work at once, the reader among them
   * @param end ids from here on do not exist
   * @param pieceLength how many ids one thread looks at in a row
   */
  ParallelScan(
      Snapshot snapshot,
      Ranges ranges,
      Matcher first,
      Supplier<Matcher> matchers,
      Executor pool,
      int threads,
      long end,
      long pieceLength,
      ScanStatistics statistics) {
    super(snapshot, statistics);
    this.ranges = ranges;
    this.matchers = matchers;
    first.pause();
    this.all.add(first);
    this.idle.add(first);
    this.pool = pool;
    this.threads = threads;
    this.pieceLength = pieceLength;
    this.end = end;
  }

  // --- the reader

  @Override
  @Nullable Record read() {
    while (!isClosed()) {
      ScanPiece mine;
      boolean isMineFirst;
      boolean needsHelper;
      synchronized (lock) {
        if (window.isEmpty() && nextFrom >= end) {
          return null;
        }
        ScanPiece first = window.peekFirst();
        if (first != null) {
          StoredRecord record = first.take();
          if (record != null) {
            untakenBytes -= record.length();
            return record;
          }
          first.throwFailure();
          if (first.state == State.ENDED) {
            window.removeFirst();
            continue;
          }
        }
        isFirstChanged = false;
        mine = untakenBytes > untakenBytesMax() ? claimFirst() : claim();
        isMineFirst = mine != null && mine == window.peekFirst();
        needsHelper =
            helpers < threads - 1 && untakenBytes <= untakenBytesMax() / 2 && hasWaiting();
        helpers += needsHelper ? 1 : 0;
      }
      if (needsHelper) {
        startHelper();
      }
      if (mine == null) {
        awaitFirst();
      } else if (isMineFirst) {
        Record record = work(mine, this::isClosed, true);
        if (record != null) {
          return record;
        }
      } else {
        work(mine, () -> isFirstChanged || isClosed(), false);
      }
    }
    return null;
  }

  private void awaitFirst() {
    synchronized (lock) {
      while (!isFirstChanged && !isClosed()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SonatinaException(ErrorCode.CANCELLED, "interrupted while filtering", e);
        }
      }
    }
  }

  // --- the helpers

  private void startHelper() {
    try {
      pool.execute(this::help);
    } catch (RuntimeException e) {
      endHelper();
      throw e;
    }
  }

  private void help() {
    try {
      ScanPiece piece = claimUnlessClosed();
      while (piece != null) {
        work(piece, this::isClosed, false);
        piece = claimUnlessClosed();
      }
    } finally {
      endHelper();
    }
  }

  private void endHelper() {
    synchronized (lock) {
      helpers--;
      lock.notifyAll();
    }
  }

  private @Nullable ScanPiece claimUnlessClosed() {
    synchronized (lock) {
      return isClosed() || untakenBytes > untakenBytesMax() ? null : claim();
    }
  }

  private long untakenBytesMax() {
    return threads * UNTAKEN_BYTES_MAX;
  }

  // --- all of them

  /** The first piece that waits for a thread, now running; null if there is none. */
  private @Nullable ScanPiece claim() {
    for (ScanPiece piece : window) {
      if (piece.state == State.WAITING) {
        piece.state = State.RUNNING;
        return piece;
      }
    }
    if (!canOpen()) {
      return null;
    }
    ScanPiece piece = new ScanPiece(nextFrom, Math.min(end, nextFrom + pieceLength));
    nextFrom = piece.to;
    window.addLast(piece);
    piece.state = State.RUNNING;
    return piece;
  }

  private @Nullable ScanPiece claimFirst() {
    ScanPiece first = window.peekFirst();
    if (first == null || first.state != State.WAITING) {
      return null;
    }
    first.state = State.RUNNING;
    return first;
  }

  private boolean hasWaiting() {
    for (ScanPiece piece : window) {
      if (piece.state == State.WAITING) {
        return true;
      }
    }
    return canOpen();
  }

  private boolean canOpen() {
    return nextFrom < end && window.size() < WINDOW * threads;
  }

  /**
   * Works on a claimed piece until it ends, it has enough matches, or {@code stop} says so. What
   * fails is kept with the piece, since matches of earlier ones come first.
   *
   * @param returnsMatch to stop at the first match and return it
   */
  private @Nullable Record work(ScanPiece piece, BooleanSupplier stop, boolean returnsMatch) {
    Record match = null;
    State next = State.WAITING;
    try {
      RangeScan scan = piece.scan;
      if (scan == null) {
        scan = ranges.open(piece.from, piece.to);
        piece.scan = scan;
      }
      // One that fails is not given back: what stopped it, a limit for instance, would stop it
      // again in an earlier piece, whose matches come before the failure.
      Matcher matcher = takeMatcher();
      matcher.resume();
      boolean found = scan.next(matcher, stop);
      if (found && returnsMatch) {
        match = new StoredRecord(scan.id(), matcher.json());
      } else {
        while (found && !add(piece, confirmedMatch(scan, matcher))) {
          found = scan.next(matcher, stop);
        }
        scan.confirmReads();
        next = found || stop.getAsBoolean() ? State.WAITING : State.ENDED;
      }
      matcher.pause();
      giveBack(matcher);
      if (next == State.ENDED) {
        piece.close();
      }
      leave(piece, next);
      return match;
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        piece.fail(e);
        noteReadable(piece);
      }
      return null;
    }
  }

  /** What others may take at once, so that it must have been read for sure. */
  private static StoredRecord confirmedMatch(RangeScan scan, Matcher matcher) {
    StoredRecord record = new StoredRecord(scan.id(), matcher.json());
    scan.confirmReads();
    return record;
  }

  private boolean add(ScanPiece piece, StoredRecord record) {
    synchronized (lock) {
      piece.add(record);
      untakenBytes += record.length();
      noteReadable(piece);
      return untakenBytes > untakenBytesMax();
    }
  }

  private void leave(ScanPiece piece, State next) {
    synchronized (lock) {
      piece.state = next;
      if (piece == window.peekFirst()) {
        // Readable, or there for the reader to go on with.
        wakeReader();
      }
    }
  }

  private void noteReadable(ScanPiece piece) {
    if (piece == window.peekFirst() && piece.isReadable()) {
      wakeReader();
    }
  }

  private void wakeReader() {
    if (!isFirstChanged) {
      isFirstChanged = true;
      lock.notifyAll();
    }
  }

  private Matcher takeMatcher() {
    synchronized (lock) {
      Matcher matcher = idle.pollFirst();
      if (matcher != null) {
        return matcher;
      }
    }
    Matcher made = matchers.get();
    made.pause();
    synchronized (lock) {
      all.add(made);
    }
    if (isClosed()) {
      made.stop();
    }
    return made;
  }

  private void giveBack(Matcher matcher) {
    synchronized (lock) {
      idle.addFirst(matcher);
    }
  }

  // --- the end

  @Override
  void stop() {
    synchronized (lock) {
      all.forEach(Matcher::stop);
      lock.notifyAll();
    }
  }

  /** Called when no read is in progress: waits until the threads have noticed that it is over. */
  @Override
  void release() {
    synchronized (lock) {
      boolean interrupted = false;
      while (helpers > 0) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      all.forEach(Matcher::close);
      idle.clear();
      window.forEach(ScanPiece::close);
    }
  }
}
