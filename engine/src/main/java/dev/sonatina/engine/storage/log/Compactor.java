package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the space of replaced and erased records. Safe for use by any thread.
 *
 * <p>The problem: what is dead lies scattered among what is live, and nothing is ever overwritten.
 * The way: the live records of a segment are appended to the log once more, in transactions like
 * any other that change nothing but positions. Then nothing refers to the segment but snapshots,
 * which keep its mapping, and the last checkpoint. The next {@link Checkpointer checkpoint} does
 * not name it any more; once that is durable the file is removed. A crash at any moment leaves
 * either the old place or the new one valid, or both.
 *
 * <p>In the background this begins when there is more dead than live, see {@link #isDue}, works on
 * the segments with most dead in them first, and ends when what is dead is less than half of what
 * is live. The segment being written is left for a new one if much of it is dead. So a store takes
 * at most twice the bytes of its records, plus {@link #DEAD_BYTES_ALLOWED}, plus what is written
 * until compaction has noticed (16 MiB at most) and while it runs. Each transaction moves one
 * frame, so writers wait for a millisecond or so, and the reading and writing is held to the
 * options' rate unless the store has grown to three times the bytes of its records.
 */
final class Compactor {

  /** So much may be dead before it is worth the work. */
  static final long DEAD_BYTES_ALLOWED = 8 << 20;

  /** When so much has been erased since, it is worth looking again. */
  private static final long LOOK_AGAIN_BYTES = 1 << 20;

  /** Segments in which less than one part of so many is dead are not worth the work. */
  private static final int WORTHWHILE_SHARE = 50;

  private final LogStore store;
  private final LogOptions options;
  private final Checkpointer checkpointer;
  private final ReentrantLock working = new ReentrantLock();
  private final Set<Integer> damaged = new HashSet<>();
  private volatile boolean requested;

  /** What {@link #requestIfDue} saw last; a race between two commits only makes it look again. */
  private volatile @Nullable SegmentSet segmentsLookedAt;

  private volatile long liveBytesThen;

  Compactor(LogStore store, LogOptions options, Checkpointer checkpointer) {
    this.store = store;
    this.options = options;
    this.checkpointer = checkpointer;
  }

  /**
   * Has the store compacted in the background if there is too much dead in it. Called after every
   * commit, so it looks closely only when much may have changed: the log has grown into new ground,
   * or records have gone.
   */
  void requestIfDue(LogState now) {
    long live = now.liveBytes();
    if (now.segments() == segmentsLookedAt && live > liveBytesThen - LOOK_AGAIN_BYTES) {
      liveBytesThen = Math.max(liveBytesThen, live);
      return;
    }
    segmentsLookedAt = now.segments();
    liveBytesThen = live;
    if (!requested && !working.isLocked() && isDue(now)) {
      requested = true; // Before the work, which takes it back, begins.
      if (!Background.start(options.background(), this::workInBackground)) {
        requested = false;
      }
    }
  }

  private static boolean isDue(LogState now) {
    long dead = deadBytes(now);
    return dead > DEAD_BYTES_ALLOWED && dead > now.liveBytes();
  }

  /** Bytes of the log that do not belong to live records. */
  private static long deadBytes(LogState now) {
    long dead = 0;
    for (MappedSegment segment : now.segments().members()) {
      dead += deadBytes(now, segment);
    }
    return dead;
  }

  private static long deadBytes(LogState now, MappedSegment segment) {
    return now.endOf(segment) - now.liveBytes(segment.number());
  }

  /** Leaves the segment that is being written if much of it is dead already. */
  private void closeActiveIfMuchIsDead() {
    LogState now = store.state();
    MappedSegment active = now.segments().segment(Position.segment(now.end()));
    if (active != null && deadBytes(now, active) > DEAD_BYTES_ALLOWED / 2) {
      store.closeSegment();
    }
  }

  private static List<MappedSegment> closed(LogState now) {
    List<MappedSegment> closed = new ArrayList<>(now.segments().members());
    closed.removeIf(segment -> segment.number() >= Position.segment(now.end()));
    return closed;
  }

  private void workInBackground() {
    working.lock();
    try {
      long start = System.nanoTime();
      long moved = 0;
      closeActiveIfMuchIsDead();
      LogState now = store.state();
      for (MappedSegment segment : worstFirst(now)) {
        now = store.state();
        if (deadBytes(now) < now.liveBytes() / 2) {
          break;
        }
        moved += segment.end();
        empty(segment.number());
        boolean isUrgent = deadBytes(now) > 2 * now.liveBytes() + DEAD_BYTES_ALLOWED;
        if (!isUrgent) {
          pause(start, moved);
        }
      }
      checkpointer.make();
    } catch (StorageException e) {
      if (e.code() != ErrorCode.CLOSED) {
        StoreWarnings.log("compaction stopped: " + e.getMessage());
      }
    } finally {
      working.unlock();
      requested = false;
    }
  }

  private List<MappedSegment> worstFirst(LogState now) {
    List<MappedSegment> segments = closed(now);
    segments.removeIf(segment -> damaged.contains(segment.number()));
    segments.sort(
        Comparator.comparingDouble(
            segment -> (double) now.liveBytes(segment.number()) / segment.end()));
    return segments;
  }

  private void pause(long startNanos, long bytesDone) {
    double dueSeconds = (double) bytesDone / options.compactionBytesPerSecond();
    double aheadNanos = dueSeconds * 1e9 - (System.nanoTime() - startNanos);
    if (aheadNanos > 0) {
      LockSupport.parkNanos((long) aheadNanos);
    }
  }

  /** Compacts everything in which there is something dead, on the calling thread. */
  void compactAll(Progress progress) {
    working.lock();
    try {
      store.closeSegment();
      LogState now = store.state();
      List<MappedSegment> segments = closed(now);
      segments.removeIf(segment -> deadBytes(now, segment) < segment.end() / WORTHWHILE_SHARE);
      long total = segments.stream().mapToLong(MappedSegment::end).sum();
      long done = 0;
      for (MappedSegment segment : segments) {
        empty(segment.number());
        done += segment.end();
        progress.advanced(done, total);
      }
      checkpointer.make();
    } finally {
      working.unlock();
    }
  }

  /** Moves all live records out of a segment. */
  private void empty(int number) {
    try (Snapshot held = store.snapshot()) {
      MappedSegment segment = ((LogSnapshot) held).state().segments().segment(number);
      if (segment != null && store.state().liveRecords(number) > 0) {
        empty(segment);
      }
    }
  }

  private void empty(MappedSegment segment) {
    try {
      moveFrames(segment);
    } catch (InternalError e) {
      damaged.add(segment.number());
      throw MappedReads.unreadable(segment.path(), e);
    }
  }

  private void moveFrames(MappedSegment segment) {
    FrameReader frame = new FrameReader(segment.number(), segment.bytes(), store.storeId());
    int offset = LogFormat.SEGMENT_HEADER_LENGTH;
    while (offset < segment.end()) {
      int damage = frame.load(offset) ? frame.firstDamage() : offset;
      if (damage >= 0) {
        damaged.add(segment.number());
        throw StorageErrors.corrupt(segment.path(), damage, "an intact frame", "damaged bytes");
      }
      if (frame.kind() != LogFormat.FRAME_CATALOG) {
        move(frame);
      }
      offset += frame.length();
      checkpointer.makeIfDue();
    }
  }

  /** Moves the records of a frame that are still in use, in one transaction. */
  private void move(FrameReader frame) {
    try (LogTransaction transaction = store.beginMaintenance()) {
      frame.forEachEntry(
          (kind, number, id, position, bytes, payload, length) -> {
            if (kind == LogFormat.ENTRY_RECORD) {
              transaction.move(number, id, position, bytes, payload, length);
            }
          });
      transaction.commit(false);
    }
  }
}
