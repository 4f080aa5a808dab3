package dev.sonatina.engine.query.column;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** A set of rows that only grows. Safe for every thread. */
final class Rows {

  private final AtomicLongArray words;
  private final AtomicInteger count = new AtomicInteger();
  private final long limit;

  /**
   * @param limit rows from here on are left out
   */
  Rows(long limit) {
    this.limit = limit;
    words = new AtomicLongArray((int) ((limit + 63) >>> 6));
  }

  void add(long row) {
    if (row < 0 || row >= limit) {
      return;
    }
    int index = (int) (row >>> 6);
    long bit = 1L << row;
    if ((words.getAndUpdate(index, word -> word | bit) & bit) == 0) {
      count.incrementAndGet();
    }
  }

  int count() {
    return count.get();
  }

  /** The 64 rows from {@code 64 * index} on. */
  long word(int index) {
    return index < words.length() ? words.get(index) : 0;
  }
}
