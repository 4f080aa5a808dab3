package dev.sonatina.engine.interchange.unqlite;

import java.util.BitSet;

/**
 * Pages that have been seen, to notice a page that is linked to twice.
 *
 * <p>Only the first 2^27 pages are remembered (16 MiB); pages beyond always count as new, so
 * whoever follows links counts them too.
 */
final class PageSet {

  private static final long REMEMBERED_MAX = 1L << 27;

  private final BitSet seen = new BitSet();

  /** Adds a page; false if it is known to have been added before. */
  boolean add(long page) {
    if (page >= REMEMBERED_MAX) {
      return true;
    }
    int bit = (int) page;
    if (seen.get(bit)) {
      return false;
    }
    seen.set(bit);
    return true;
  }

  /** Whether a page is known to have been added. */
  boolean contains(long page) {
    return page < REMEMBERED_MAX && seen.get((int) page);
  }
}
