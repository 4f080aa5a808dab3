package dev.sonatina.engine.storage.log;

import java.nio.ByteBuffer;

/**
 * Reads from both ends of the usual small record at several places of the log, so that the
 * processor fetches them from memory at the same time: one would wait for each of them otherwise.
 * For one thread; reusable.
 *
 * <p>How many it fetches at a time depends on how few instructions lie between two reads. So the
 * places are first gathered by {@link #add}, with all the checks, and {@link #read} hardly does
 * anything but read.
 */
final class RecordPrefetch {

  /** What processors fetch from memory at a time. */
  private static final int LINE_BYTES = 64;

  /** No smaller part of a file is mapped. */
  private static final int PAGE_BYTES = 4 << 10;

  private final ByteBuffer[] sources;
  private final int[] heads;
  private final int[] tails;
  private int count;

  /**
   * Without any places yet.
   *
   * @param capacity how many there are at most
   */
  RecordPrefetch(int capacity) {
    sources = new ByteBuffer[capacity];
    heads = new int[capacity];
    tails = new int[capacity];
  }

  /**
   * Adds a place, which need not be where a record begins; places that cannot be read are left out.
   *
   * @param position 0 for none
   */
  void add(SegmentSet segments, long position) {
    ByteBuffer bytes = position == 0 ? null : segments.bytes(Position.segment(position));
    int offset = Position.offset(position);
    if (bytes != null && offset < bytes.capacity()) {
      sources[count] = bytes;
      heads[count] = offset;
      tails[count] = tail(bytes, offset);
      count++;
    }
  }

  /**
   * Reads at the places added since the last time. What the disk cannot give is left for whoever
   * asks for that record to find out.
   *
   * @return something that depends on all that was read
   */
  int read() {
    int limit = count;
    count = 0;
    int sum = 0;
    try {
      for (int i = 0; i < limit; i++) {
        sum += sources[i].get(heads[i]);
      }
      for (int i = 0; i < limit; i++) {
        sum += sources[i].get(tails[i]);
      }
    } catch (InternalError e) {
      return 0;
    }
    return sum;
  }

  /** The same at once for a single place. */
  static int read(SegmentSet segments, long position) {
    ByteBuffer bytes = position == 0 ? null : segments.bytes(Position.segment(position));
    int offset = Position.offset(position);
    return bytes == null || offset >= bytes.capacity()
        ? 0
        : bytes.get(offset) + bytes.get(tail(bytes, offset));
  }

  /** The file may end with this record's page: reading on from there raises an error. */
  private static int tail(ByteBuffer bytes, int offset) {
    return Math.min(offset + LINE_BYTES, Math.min(offset | (PAGE_BYTES - 1), bytes.capacity() - 1));
  }
}
