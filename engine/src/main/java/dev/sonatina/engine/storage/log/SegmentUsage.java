package dev.sonatina.engine.storage.log;

import java.util.Arrays;

/**
 * How many records of a collection lie in each segment, and how many bytes they take up there.
 * Immutable.
 */
final class SegmentUsage {

  static final SegmentUsage NONE = new SegmentUsage(0, new long[0], new long[0]);

  private final int first;
  private final long[] records;
  private final long[] bytes;
  private final long totalBytes;

  /**
   * @param first number of the first segment
   * @param records number of records in that segment and in those after it
   * @param bytes that they take up
   */
  SegmentUsage(int first, long[] records, long[] bytes) {
    this.first = first;
    this.records = records;
    this.bytes = bytes;
    long total = 0;
    for (long each : bytes) {
      total += each;
    }
    this.totalBytes = total;
  }

  int first() {
    return first;
  }

  /** One more than the number of the last segment. */
  int limit() {
    return first + bytes.length;
  }

  long records(int segment) {
    return segment < first || segment >= limit() ? 0 : records[segment - first];
  }

  long bytes(int segment) {
    return segment < first || segment >= limit() ? 0 : bytes[segment - first];
  }

  long totalBytes() {
    return totalBytes;
  }

  /** Collects changes; used by one thread. */
  static final class Editor {
    private int first;
    private long[] records;
    private long[] bytes;

    Editor(SegmentUsage usage) {
      first = usage.first;
      records = usage.records.clone();
      bytes = usage.bytes.clone();
    }

    void add(int segment, int entryBytes) {
      cover(segment);
      records[segment - first]++;
      bytes[segment - first] += entryBytes;
    }

    void remove(int segment, int entryBytes) {
      records[segment - first]--;
      bytes[segment - first] -= entryBytes;
    }

    private void cover(int segment) {
      if (bytes.length == 0) {
        first = segment;
      }
      int newFirst = Math.min(first, segment);
      int newLength = Math.max(first + bytes.length, segment + 1) - newFirst;
      if (newLength > bytes.length) {
        records = moved(records, first - newFirst, newLength);
        bytes = moved(bytes, first - newFirst, newLength);
        first = newFirst;
      }
    }

    private static long[] moved(long[] values, int by, int newLength) {
      long[] larger = new long[newLength];
      System.arraycopy(values, 0, larger, by, values.length);
      return larger;
    }

    /** The result, without segments at either end that are not used any more. */
    SegmentUsage done() {
      int from = 0;
      int to = records.length;
      while (to > from && records[to - 1] == 0) {
        to--;
      }
      while (from < to && records[from] == 0) {
        from++;
      }
      return new SegmentUsage(
          first + from, Arrays.copyOfRange(records, from, to), Arrays.copyOfRange(bytes, from, to));
    }
  }
}
