package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the buckets lie: a chain of pages with one entry for each bucket there is.
 *
 * <pre>
 *   page 1       44        60
 *   | header     | entry   | entry ...            entry   | bucket | page |
 *                                                         | u64    | u64  |
 *   map page     0      8       12
 *                | next | count | entry | entry ...
 *                | u64  | u32   |
 * </pre>
 *
 * <p>Entries stand in the order in which the buckets came to be, which is that of their numbers:
 * entry {@code i} is for bucket {@code i}. So the map stays where it is, and only the numbers of
 * its pages are kept in memory, four bytes for some 255 buckets. Entries out of this order, which
 * no known writer makes, are kept one by one up to a limit.
 */
final class BucketMap {

  static final int ENTRY_SIZE = 16;

  /** Where the entries of page 1 start; the fields before them are {@link StoreHeader}'s. */
  static final int FIRST_ENTRIES_AT = 44;

  /** Where the entries of the further map pages start. */
  static final int ENTRIES_AT = 12;

  static final int FIRST_NEXT_AT = 32;
  static final int FIRST_COUNT_AT = 40;
  static final int COUNT_AT = 8;

  private static final int STRAYS_MAX = 1 << 16;

  /** Receives the entries of the map. */
  interface Visitor {
    void bucket(long bucket, long page);
  }

  private final Pager pager;
  private final StoreHeader header;

  /** Map pages after page 1, and the number of entries before each of them. */
  private int[] pages = new int[4];

  private int[] entriesBefore = new int[4];
  private int mapPageCount;

  /** Entries from the start of the map that are in order. */
  private int orderedCount;

  /** Entries passed so far, damaged ones too. */
  private long position;

  /** Bucket to page, for entries behind the ordered ones. */
  private final Map<Long, Long> strays = new HashMap<>();

  BucketMap(Pager pager, StoreHeader header) {
    this.pager = pager;
    this.header = header;
  }

  /**
   * Reads the map once, checking it. Damage ends the map there if the log bears it.
   *
   * @param used gets the pages of the map
   */
  void load(PageSet used) {
    long page = UnqliteFormat.STORE_HEADER_PAGE;
    byte[] bytes = pager.page(page);
    loadEntries(page, bytes, FIRST_ENTRIES_AT, BigEndian.u32(bytes, FIRST_COUNT_AT));
    long next = BigEndian.i64(bytes, FIRST_NEXT_AT);
    int linkAt = FIRST_NEXT_AT;
    while (next != 0) {
      if (!pager.isLinkable(next) || !used.add(next) || mapPageCount >= pager.pageCount()) {
        pager.log().damaged(page, linkAt, "map continues in page " + next + again(next));
        return;
      }
      page = next;
      bytes = pager.page(page);
      addPage((int) page);
      loadEntries(page, bytes, ENTRIES_AT, BigEndian.u32(bytes, COUNT_AT));
      next = BigEndian.i64(bytes, 0);
      linkAt = 0;
    }
  }

  /** How many buckets have a page. */
  long size() {
    return (long) orderedCount + strays.size();
  }

  /** The first page of a bucket, 0 if it has none. */
  long pageOf(long bucket) {
    if (bucket >= orderedCount) {
      return strays.getOrDefault(bucket, 0L);
    }
    int index = (int) bucket;
    int mapPage = lastMapPageUpTo(index);
    if (mapPage < 0) {
      byte[] bytes = pager.page(UnqliteFormat.STORE_HEADER_PAGE);
      return BigEndian.i64(bytes, FIRST_ENTRIES_AT + index * ENTRY_SIZE + 8);
    }
    byte[] bytes = pager.page(pages[mapPage] & 0xFFFF_FFFFL);
    return BigEndian.i64(bytes, ENTRIES_AT + (index - entriesBefore[mapPage]) * ENTRY_SIZE + 8);
  }

  /** Which of {@link #pages} holds the entry of this number, -1 for page 1. */
  private int lastMapPageUpTo(int index) {
    int low = -1;
    int high = mapPageCount;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (entriesBefore[middle] <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Goes over all entries that {@link #load} accepted. */
  void forEach(Visitor visitor) {
    for (long bucket = 0; bucket < orderedCount; bucket++) {
      visitor.bucket(bucket, pageOf(bucket));
    }
    strays.forEach(visitor::bucket);
  }

  private void loadEntries(long page, byte[] bytes, int start, long count) {
    int room = (bytes.length - start) / ENTRY_SIZE;
    if (count > room) {
      pager
          .log()
          .damaged(
              page,
              start == ENTRIES_AT ? COUNT_AT : FIRST_COUNT_AT,
              count + " map entries (expected: at most " + room + ")");
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = start + i * ENTRY_SIZE;
      loadEntry(page, at, BigEndian.i64(bytes, at), BigEndian.i64(bytes, at + 8));
    }
  }

  private void loadEntry(long mapPage, int at, long bucket, long page) {
    if (bucket < 0 || bucket >= 2 * header.max()) {
      pager.log().damaged(mapPage, at, "bucket " + bucket + " of " + header.max());
    } else if (!pager.isLinkable(page)) {
      pager.log().damaged(mapPage, at + 8, "bucket " + bucket + " in page " + page);
    } else if (bucket == orderedCount && position == orderedCount) {
      orderedCount++;
    } else if (bucket < orderedCount || strays.containsKey(bucket)) {
      pager.log().damaged(mapPage, at, "bucket " + bucket + " occurs twice");
    } else if (strays.size() == STRAYS_MAX) {
      throw pager.log().fatal(mapPage, at, "the map is not in the order of its buckets");
    } else {
      strays.put(bucket, page);
    }
    position++;
  }

  private void addPage(int page) {
    if (mapPageCount == pages.length) {
      pages = Arrays.copyOf(pages, mapPageCount * 2);
      entriesBefore = Arrays.copyOf(entriesBefore, mapPageCount * 2);
    }
    pages[mapPageCount] = page;
    entriesBefore[mapPageCount] = orderedCount;
    mapPageCount++;
  }

  private String again(long next) {
    return pager.isLinkable(next)
        ? ", where it has been before"
        : " (expected: 2.." + (pager.pageCount() - 1) + ")";
  }
}
