package dev.sonatina.engine.query;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A range of ids of a {@link ParallelScan}, and the matches found in it that nobody has taken yet.
 *
 * <p>Guarded by the scan's lock, but for {@link #scan}, which belongs to the thread that works on
 * the piece.
 */
final class ScanPiece {

  /** What may happen to a piece next. */
  enum State {
    /** Any thread may work on it. */
    WAITING,
    /** A thread works on it. */
    RUNNING,
    /** It has been looked through, or looking through it failed. */
    ENDED
  }

  final long from;
  final long to;
  State state = State.WAITING;
  @Nullable RangeScan scan;
  private final Deque<StoredRecord> found = new ArrayDeque<>();
  private @Nullable Throwable failure;

  ScanPiece(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /** Whether {@link #take} or {@link #throwFailure} has something to say, or nothing will come. */
  boolean isReadable() {
    return !found.isEmpty() || state == State.ENDED;
  }

  void add(StoredRecord record) {
    found.addLast(record);
  }

  /** The first match that has not been taken, null if there is none. */
  @Nullable StoredRecord take() {
    return found.pollFirst();
  }

  void fail(Throwable thrown) {
    failure = thrown;
    state = State.ENDED;
  }

  void throwFailure() {
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  void close() {
    RangeScan open = scan;
    if (open != null) {
      scan = null;
      open.close();
    }
  }
}
