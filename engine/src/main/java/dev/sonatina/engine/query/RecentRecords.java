package dev.sonatina.engine.query;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many of the latest records the caches of one script hold altogether, so that many collections
 * take no more memory than one. For one thread.
 */
final class RecentRecords {

  private static final int RECORDS_MAX = 512;
  private static final long BYTES_MAX = 4L << 20;

  /** Which part of the memory that a script may use they take at most. */
  private static final int MEMORY_SHARE = 8;

  private final long bytesMax;
  private final Set<RecordCache> holders = new LinkedHashSet<>();
  private int records;
  private long bytes;

  /**
   * @param memoryBytesMax what the script may use altogether, 0 for no limit
   */
  RecentRecords(long memoryBytesMax) {
    bytesMax = memoryBytesMax == 0 ? BYTES_MAX : Math.min(BYTES_MAX, memoryBytesMax / MEMORY_SHARE);
  }

  /** A cache has taken a record in; lets caches give up others if these are too many now. */
  void added(RecordCache cache, long recordBytes) {
    holders.add(cache);
    records++;
    bytes += recordBytes;
    while (records > 1 && (records > RECORDS_MAX || bytes > bytesMax)) {
      RecordCache holder = cache.recentCount() > 1 ? cache : otherThan(cache);
      holder.retireOldest();
    }
  }

  private RecordCache otherThan(RecordCache cache) {
    for (RecordCache holder : holders) {
      if (holder != cache) {
        return holder;
      }
    }
    return cache;
  }

  /** A cache does not hold a record of its latest ones any more. */
  void removed(RecordCache cache, long recordBytes) {
    records--;
    bytes -= recordBytes;
    if (cache.recentCount() == 0) {
      holders.remove(cache);
    }
  }
}
