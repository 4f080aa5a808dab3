package dev.sonatina.engine.storage.log;

import java.nio.ByteBuffer;

/**
 * What lies behind the end of the log: zeros, or the remains of writes that a crash cut off. Intact
 * frames among the remains tell how far the log had been synced when they were made, which holds
 * whatever became of themselves.
 */
final class Tail {

  private final long storeId;
  private long syncedTo;

  Tail(long storeId) {
    this.storeId = storeId;
  }

  /** The farthest position that a frame gave as synced. */
  long syncedTo() {
    return syncedTo;
  }

  /**
   * Looks through a segment from an offset to where only zeros are left.
   *
   * @return whether there are only zeros
   */
  boolean inspect(MappedSegment segment, int start) {
    ByteBuffer bytes = segment.bytes();
    boolean onlyZeros = true;
    FrameReader frame = new FrameReader(segment.number(), bytes, storeId);
    int end = segment.contentEnd();
    int at = start;
    for (; at <= end - Long.BYTES; at += LogFormat.FRAME_ALIGNMENT) {
      if (bytes.getLong(at) != 0) {
        onlyZeros = false;
        if (isFrame(frame, segment, at)) {
          syncedTo = Math.max(syncedTo, frame.syncedTo());
        }
      }
    }
    for (; at < end; at++) {
      onlyZeros &= bytes.get(at) == 0;
    }
    return onlyZeros;
  }

  private static boolean isFrame(FrameReader frame, MappedSegment segment, int offset) {
    try {
      return frame.load(offset);
    } catch (InternalError e) {
      if (segment.endsInHole(offset)) {
        return false; // Its header was cut short by a full disk.
      }
      throw e;
    }
  }
}
