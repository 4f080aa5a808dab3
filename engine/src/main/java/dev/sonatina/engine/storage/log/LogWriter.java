package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends transactions to the log. Used by whoever holds the store's writer permit, one thread at a
 * time.
 *
 * <p>Entries gather in a frame in memory, whose place in the log is settled when it gets its first
 * entry, so that an entry's position is known at once. A frame that is full is written out as a
 * part of its transaction; the one that commit writes makes them count. What is in the log stays:
 * parts of a transaction that was rolled back are passed over by recovery, and the log goes on
 * behind them.
 */
final class LogWriter {

  /** Segments of small stores stay small, so that what is dead in them can be given back soon. */
  private static final int SEGMENT_BYTES_SMALL = 4 << 20;

  /** So much of a frame is looked at together, to see whether it was written. */
  private static final int COMPARED_BYTES = 64 << 10;

  private static final byte[] NOTHING = new byte[0];

  private final SegmentStarter starter;
  private final int segmentBytes;
  private final int frameBytes;
  private final SyncGroup syncGroup;
  private final FrameEncoder encoder;

  /** Ids handed out by transactions that were rolled back, while the log could not be told. */
  private final Map<Integer, Long> unloggedNextIds = new HashMap<>();

  private @Nullable SegmentFile active;
  private SegmentSet segments;
  private long end;
  private int previousCrc;
  private long logBytes;
  private long sequence;
  private long firstFrame = -1;
  private boolean partsWritten;
  private LogState base;
  private long segmentEnd;

  /**
   * @param recovered where the log stands
   * @param active the segment to go on in, or null to begin a new one with the next frame
   */
  LogWriter(
      StoreFiles files,
      LogOptions options,
      SyncGroup syncGroup,
      Recovered recovered,
      @Nullable SegmentFile active) {
    this.segmentBytes = options.segmentBytes();
    this.frameBytes = options.frameBytes();
    this.starter = new SegmentStarter(files, options, recovered.storeId(), recovered.nextSegment());
    this.syncGroup = syncGroup;
    this.encoder = new FrameEncoder(recovered.storeId());
    this.base = recovered.state();
    this.active = active;
    this.segments = recovered.state().segments();
    this.end = recovered.state().end();
    this.previousCrc = recovered.state().previousCrc();
    this.logBytes = recovered.state().logBytes();
    this.sequence = recovered.lastSequence();
  }

  /** Where the log stands. The segments are held by the writer. */
  LogPlace place() {
    return new LogPlace(end, previousCrc, logBytes, segments);
  }

  /** Number of the current transaction. */
  long sequence() {
    return sequence;
  }

  /** The segments written so far; held by the writer. */
  SegmentSet segments() {
    return segments;
  }

  /**
   * Begins the next transaction.
   *
   * @param committed the state it starts from, which a new segment begins with
   */
  void begin(LogState committed) {
    sequence++;
    encoder.clear();
    partsWritten = false;
    base = committed;
    segmentEnd = Math.min(segmentBytes, Math.max(SEGMENT_BYTES_SMALL, committed.liveBytes()));
  }

  /** Whether the current transaction has any entry. */
  boolean hasEntries() {
    return partsWritten || !encoder.isEmpty();
  }

  /**
   * Adds an entry to the current transaction.
   *
   * @return where the entry lies in the log
   */
  long add(int kind, int number, long id, byte[] payload, int offset, int length) {
    if (!hasEntries()) {
      addNextIds();
    }
    return append(kind, number, id, payload, offset, length);
  }

  private void addNextIds() {
    for (Map.Entry<Integer, Long> each : unloggedNextIds.entrySet()) {
      append(LogFormat.ENTRY_NEXT_ID, each.getKey(), each.getValue(), NOTHING, 0, 0);
    }
  }

  private long append(int kind, int number, long id, byte[] payload, int offset, int length) {
    int entryBytes = LogFormat.ENTRY_HEADER_LENGTH + length;
    if (!encoder.isEmpty()) {
      int frame = encoder.length() + entryBytes;
      if (frame > frameBytes || !fits(frame)) {
        completeFrame(LogFormat.FRAME_PART);
        writeFrame(false);
        partsWritten = true;
      }
    }
    if (encoder.isEmpty()) {
      beginFrame(entryBytes);
    }
    return encoder.add(kind, number, id, payload, offset, length);
  }

  private void beginFrame(int entryBytes) {
    if (!fits(LogFormat.FRAME_HEADER_LENGTH + entryBytes)) {
      roll();
    }
    encoder.begin(end);
  }

  /**
   * Completes the last frame of the current transaction and makes room for it, so that nothing is
   * left to do but to {@link #commit}: what takes memory belongs before that. After a failed sync
   * nothing is acknowledged any more, not even what was begun before.
   *
   * @return where the log will stand
   */
  LogPlace prepareCommit() {
    syncGroup.checkHealthy();
    if (encoder.isEmpty()) {
      beginFrame(0);
    }
    completeFrame(LogFormat.FRAME_COMMIT);
    int length = encoder.length();
    return new LogPlace(end + length, encoder.headerCrc(), logBytes + length, segments);
  }

  /** Writes what {@link #prepareCommit} has completed, which makes the transaction count. */
  void commit(boolean willBeSynced) {
    boolean written = false;
    try {
      writeFrame(willBeSynced);
      written = true;
    } finally {
      if (!written) {
        refuse();
      }
    }
    unloggedNextIds.clear();
  }

  /**
   * Forgets the current transaction, except that the ids it handed out stay used: the log is told,
   * so that this also holds after the process was killed. If it cannot be told now, the next
   * transaction tells it.
   *
   * @param nextIds the next id of each collection in which ids were handed out
   * @return the state after that
   */
  LogState rollBack(Map<Integer, Long> nextIds) {
    encoder.clear();
    LogState result = base.withNextIds(nextIds);
    nextIds.forEach((collection, nextId) -> unloggedNextIds.merge(collection, nextId, Math::max));
    if (!unloggedNextIds.isEmpty() && syncGroup.isHealthy()) {
      try {
        begin(base.at(place()));
        addNextIds();
        prepareCommit();
        commit(false);
      } catch (StorageException e) {
        encoder.clear();
      }
    }
    return result.at(place());
  }

  /**
   * The bytes at a position of the current transaction or before it; {@link #offset} tells where in
   * them.
   */
  @Nullable ByteBuffer bytes(long position) {
    return isPending(position) ? encoder.buffer() : segments.bytes(Position.segment(position));
  }

  /** Where in {@link #bytes} a position lies. */
  int offset(long position) {
    return isPending(position) ? (int) (position - encoder.position()) : Position.offset(position);
  }

  /** Whether what is at a position has not been written out yet. */
  boolean isPending(long position) {
    return !encoder.isEmpty() && position >= encoder.position();
  }

  private boolean fits(int frameLength) {
    return active != null
        && (end == firstFrame
            || (long) Position.offset(end) + FrameEncoder.padded(frameLength) <= segmentEnd);
  }

  private SegmentFile active() {
    SegmentFile segment = active;
    if (segment == null) {
      throw new IllegalStateException("no segment to write to");
    }
    return segment;
  }

  private void completeFrame(int kind) {
    SegmentFile segment = active();
    encoder.finish(kind, sequence, syncGroup.syncedTo(), previousCrc);
    try {
      segment.cover((long) Position.offset(end) + encoder.length());
    } catch (IOException e) {
      throw StorageErrors.failed("write to", segment.file().path(), e);
    }
    if (segments.segment(segment.number()) != segment.mapped()) {
      changeSegments(segment.mapped());
    }
  }

  private void writeFrame(boolean willBeSynced) {
    SegmentFile segment = active();
    try {
      segment.write(encoder.frame(), Position.offset(end), willBeSynced);
    } catch (IOException e) {
      throw StorageErrors.failed("write to", segment.file().path(), e);
    }
    int length = encoder.length();
    previousCrc = encoder.headerCrc();
    end += length;
    logBytes += length;
    encoder.clear();
    syncGroup.written(end);
  }

  /**
   * Makes sure that a frame whose writing failed does not count after all: a failed write may have
   * written everything. Usually it has not, and the rest of the frame does no harm.
   */
  private void refuse() {
    VfsFile file = active().file();
    int offset = Position.offset(end);
    boolean isTakenBack = false;
    try {
      if (isWritten(file, encoder.frame(), offset)) {
        file.write(ByteBuffer.allocate(LogFormat.FRAME_ALIGNMENT), offset);
        file.sync();
      }
      isTakenBack = true;
    } catch (IOException e) {
      throw syncGroup.fail(StorageErrors.failed("take back a write to", file.path(), e));
    } finally {
      if (!isTakenBack) {
        syncGroup.giveUp();
      }
    }
  }

  private static boolean isWritten(VfsFile file, ByteBuffer frame, long offset) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(Math.min(COMPARED_BYTES, frame.remaining()));
    for (int at = 0; at < frame.limit(); at += COMPARED_BYTES) {
      int length = Math.min(COMPARED_BYTES, frame.limit() - at);
      file.read(found.clear().limit(length), offset + at);
      if (!found.flip().equals(frame.slice(at, length))) {
        return false;
      }
    }
    return true;
  }

  /** Goes on in a new segment, which is made now. No frame must be begun. */
  void roll() {
    syncGroup.checkPlace();
    SegmentStarter.Started started = starter.start(place(), base, syncGroup.syncedTo(), encoder);
    SegmentFile fresh = started.file();
    syncGroup.add(fresh.number(), fresh.file(), true);
    changeSegments(fresh.mapped());
    // Nothing that takes memory comes before the log is wholly in the new segment.
    SegmentFile left = active;
    int leftAt = Position.offset(end);
    active = fresh;
    end = started.end();
    logBytes += Position.offset(end);
    firstFrame = end;
    previousCrc = started.previousCrc();
    syncGroup.written(end);
    leave(left, leftAt);
  }

  /** Cuts off what was reserved in a segment that the log has left. */
  private static void leave(@Nullable SegmentFile left, int end) {
    if (left != null) {
      try {
        left.leave(end);
      } catch (IOException e) {
        StoreWarnings.log(StorageErrors.cannot("shorten", left.file().path(), e));
      }
    }
  }

  /** Puts another mapping in the place of that of the same segment. */
  private void changeSegments(MappedSegment mapping) {
    SegmentSet changed = segments.with(mapping);
    segments.release();
    segments = changed;
  }

  /** Drops segments that no state refers to any more. */
  void forget(List<Integer> numbers) {
    SegmentSet changed = segments.without(numbers);
    segments.release();
    segments = changed;
  }

  /** Cuts off what was reserved behind the end. */
  void close() {
    leave(active, Position.offset(end));
  }
}
