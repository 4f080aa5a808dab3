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
   * Looks through a segment from an offset to the end of the file.
   *
   * @return whether there are only zeros
   */
  boolean inspect(int segment, ByteBuffer bytes, int start) {
    boolean onlyZeros = true;
    FrameReader frame = new FrameReader(segment, bytes, storeId);
    int at = start;
    for (; at <= bytes.capacity() - Long.BYTES; at += LogFormat.FRAME_ALIGNMENT) {
      if (bytes.getLong(at) != 0) {
        onlyZeros = false;
        if (frame.load(at)) {
          syncedTo = Math.max(syncedTo, frame.syncedTo());
        }
      }
    }
    for (; at < bytes.capacity(); at++) {
      onlyZeros &= bytes.get(at) == 0;
    }
    return onlyZeros;
  }
}
