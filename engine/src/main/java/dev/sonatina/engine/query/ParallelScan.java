package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.storage.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The matching records of a collection, looked for by several threads and handed out in id order.
 * For filters without effects only.
 */
/*
 * The ids are cut into pieces. A few pieces, in order, are being worked on or hold matches; the reader takes from the first of them and
 * starts another one at the end whenever the first is used up.
 *
 * A piece whose matches have grown beyond PIECE_BYTES_MAX stops and gives its thread back; the reader sends it on its way again when it
 * has taken what there was. So memory is bounded, and no thread of the pool ever waits for a reader, who may be slow.
 *
 * A matcher, with the script run inside it, serves one piece at a time, but many in turn.
 */
final class ParallelScan extends StreamedRecords {

  private static final int PIECE_BYTES_MAX = 1 << 20;

  /** Opens the scan of a range of ids. */
  @FunctionalInterface
  interface Ranges {
    RangeScan open(long from, long to);
  }

  private final Ranges ranges;
  private final Supplier<Matcher> matchers;
  private final Executor pool;
  private final int piecesMax;
  private final long pieceLength;
  private final long end;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final Deque<Matcher> idle = new ArrayDeque<>();
  private final List<Matcher> all = new ArrayList<>();
  private long nextFrom;
  private int working;

  /**
   * @param first a matcher to begin with; others are made when they are needed
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
    this.piecesMax = 2 * threads;
    this.pieceLength = pieceLength;
    this.end = end;
  }

  @Override
  @Nullable Record read() {
    while (true) {
      while (pieces.size() < piecesMax && nextFrom < end) {
        Piece piece = new Piece(nextFrom, Math.min(end, nextFrom + pieceLength));
        nextFrom += pieceLength;
        pieces.addLast(piece);
        piece.start();
      }
      Piece first = pieces.peekFirst();
      if (first == null) {
        return null;
      }
      Record record = first.take();
      if (record != null) {
        return record;
      }
      if (isClosed()) {
        return null;
      }
      pieces.removeFirst();
    }
  }

  @Override
  void stop() {
    synchronized (idle) {
      all.forEach(Matcher::stop);
    }
  }

  /** Called when no read is in progress: waits until the threads have noticed that it is over. */
  @Override
  void release() {
    synchronized (idle) {
      boolean interrupted = false;
      while (working > 0) {
        try {
          idle.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      all.forEach(Matcher::close);
      idle.clear();
    }
    pieces.forEach(Piece::close);
  }

  private Matcher takeMatcher() {
    synchronized (idle) {
      Matcher matcher = idle.pollFirst();
      if (matcher != null) {
        return matcher;
      }
    }
    Matcher made = matchers.get();
    made.pause();
    synchronized (idle) {
      all.add(made);
    }
    if (isClosed()) {
      made.stop();
    }
    return made;
  }

  private void giveBack(Matcher matcher) {
    synchronized (idle) {
      idle.addFirst(matcher);
    }
  }

  private void countWorking(int more) {
    synchronized (idle) {
      working += more;
      idle.notifyAll();
    }
  }

  /**
   * One range of ids. Its queue is guarded by itself; its scan belongs to the thread that works on
   * it.
   */
  private final class Piece implements Runnable {
    private final long from;
    private final long to;
    private final Deque<StoredRecord> found = new ArrayDeque<>();
    private @Nullable RangeScan scan;
    private int bytes;
    private boolean isRunning;
    private boolean isComplete;
    private @Nullable Throwable failure;

    Piece(long from, long to) {
      this.from = from;
      this.to = to;
    }

    void start() {
      synchronized (this) {
        isRunning = true;
      }
      countWorking(1);
      try {
        pool.execute(this);
      } catch (RuntimeException e) {
        countWorking(-1);
        throw e;
      }
    }

    /** Takes the next match, waiting for it; null if there are no more. */
    @Nullable Record take() {
      while (true) {
        StoredRecord record;
        boolean goesOn;
        synchronized (this) {
          awaitMatch();
          record = found.pollFirst();
          if (record == null) {
            throwFailure();
            if (isComplete || isClosed()) {
              return null;
            }
          }
          goesOn = found.isEmpty() && !isRunning && !isComplete && failure == null;
          bytes = goesOn ? 0 : bytes;
        }
        if (goesOn) {
          start();
        }
        if (record != null) {
          return record;
        }
      }
    }

    private synchronized void awaitMatch() {
      while (found.isEmpty() && isRunning && !isClosed()) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SonatinaException(ErrorCode.CANCELLED, "interrupted while filtering", e);
        }
      }
    }

    private void throwFailure() {
      Throwable thrown = failure;
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
    }

    @Override
    public void run() {
      try {
        work();
      } catch (RuntimeException | Error e) {
        synchronized (this) {
          failure = e;
        }
      } finally {
        synchronized (this) {
          isRunning = false;
          notifyAll();
        }
        countWorking(-1);
      }
    }

    private void work() {
      if (isClosed()) {
        return;
      }
      RangeScan working = scan;
      if (working == null) {
        working = ranges.open(from, to);
        scan = working;
      }
      // One that fails is not given back: what stopped it, a limit for instance, would stop it
      // again
      // in an earlier piece, whose matches come before the failure.
      Matcher matcher = takeMatcher();
      boolean isDone = findMatches(working, matcher);
      matcher.pause();
      giveBack(matcher);
      if (isDone) {
        close();
        synchronized (this) {
          isComplete = true;
        }
      }
    }

    /** Whether the piece has been looked through; if not, there are enough matches for now. */
    private boolean findMatches(RangeScan working, Matcher matcher) {
      matcher.resume();
      while (working.next(matcher, ParallelScan.this::isClosed)) {
        if (add(new StoredRecord(working.id(), matcher.json()))) {
          return false;
        }
      }
      return true;
    }

    /** Adds a match and answers whether there are enough for now. */
    private synchronized boolean add(StoredRecord record) {
      if (found.isEmpty()) {
        notifyAll();
      }
      found.addLast(record);
      bytes += record.length();
      return bytes > PIECE_BYTES_MAX;
    }

    void close() {
      RangeScan open = scan;
      if (open != null) {
        scan = null;
        open.close();
      }
    }
  }
}
