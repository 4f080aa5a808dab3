package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key/value store in a database: a linear hash of bucket pages.
 *
 * <pre>
 *   bucket page   0            2            4       12
 *                 | first cell | free block | slave | cells and free blocks ...
 *                 | u16        | u16        | u64   |
 * </pre>
 *
 * A bucket is a page and its slaves, each linked from the one before it. The {@linkplain Cell
 * cells} of a page are linked by offsets; 0 ends either chain. Free blocks concern writers only.
 *
 * <p>Used by one thread.
 */
final class HashStore {

  static final int FIRST_CELL_AT = 0;
  static final int FREE_BLOCK_AT = 2;
  static final int SLAVE_AT = 4;
  static final int CELLS_AT = 12;

  /**
   * Smaller pieces of a page are not worth a free block: offset of the next, and size, u16 each.
   */
  static final int FREE_BLOCK_SIZE_MIN = 4;

  /** Receives the cells of a walk through the store. */
  interface Visitor {
    /**
     * Looks at one cell.
     *
     * @param cell moved on after the call
     * @param key changed after the call
     */
    void cell(Cell cell, ByteBuilder key);
  }

  private final Pager pager;
  private final DamageLog log;
  private final PayloadReader payloads;
  private final @Nullable StoreHeader header;
  private final @Nullable BucketMap map;

  /** Pages of the map, and the bucket pages that a claiming walk has seen. */
  private final PageSet used = new PageSet();

  HashStore(Pager pager) {
    this.pager = pager;
    this.log = pager.log();
    payloads = new PayloadReader(pager, log);
    if (pager.pageCount() == 0) {
      header = null;
      map = null;
    } else if (pager.pageCount() <= UnqliteFormat.STORE_HEADER_PAGE) {
      throw log.fatal(0, 0, "the file ends before page 1, the store header");
    } else {
      header = StoreHeader.read(pager.page(UnqliteFormat.STORE_HEADER_PAGE), log);
      map = new BucketMap(pager, header);
      map.load(used);
    }
  }

  /** The state of the hash; null if the database is empty. */
  @Nullable StoreHeader header() {
    return header;
  }

  PayloadReader payloads() {
    return payloads;
  }

  /** Reports damage that was found in a cell. */
  void damaged(long page, int offset, String what) {
    log.damaged(page, offset, what);
  }

  /** How many buckets have pages. */
  long bucketCount() {
    return map == null ? 0 : map.size();
  }

  /** Enters the overflow pages of a cell into the claimed ones; reports one that is in use. */
  boolean claim(Cell cell, PageSet claimed) {
    return payloads.claim(cell, used, claimed);
  }

  /** Moves {@code into} to the cell of a key; false if there is none. */
  boolean find(byte[] key, int length, Cell into) {
    if (header == null || map == null) {
      return false;
    }
    int hash = UnqliteFormat.hash(key, length);
    long firstPage = map.pageOf(header.bucketOf(hash));
    if (firstPage == 0) {
      return false;
    }
    KeySearch search = new KeySearch(key, length, hash, into);
    walkBucket(firstPage, search, null);
    return search.isFound;
  }

  /**
   * Walks over all cells, bucket by bucket, checking that each lies where a search for its key
   * would look. Cells that do not are damage, and left out if the log bears that.
   *
   * @param claims whether to report pages that two buckets share; for one walk only
   */
  void walk(Visitor visitor, boolean claims) {
    if (header == null || map == null) {
      return;
    }
    StoreHeader state = header;
    ByteBuilder key = new ByteBuilder(256);
    map.forEach(
        (bucket, page) -> {
          if (claims && !used.add(page)) {
            log.damaged(page, 0, "page of bucket " + bucket + ", which is in use");
            return;
          }
          walkBucket(page, cell -> check(cell, bucket, state, key, visitor), claims ? used : null);
        });
  }

  /**
   * Looks into every page for cells, wherever they are linked from, and hands out those whose hash
   * proves that their key is one. For salvage: finds what a damaged map or chain hides.
   */
  void sweep(Visitor visitor) {
    DamageLog unheard = new DamageLog("", false);
    PayloadReader reader = new PayloadReader(pager, unheard);
    ByteBuilder key = new ByteBuilder(256);
    for (long page = UnqliteFormat.STORE_HEADER_PAGE + 1; page < pager.pageCount(); page++) {
      walkPage(
          page,
          pager.page(page),
          unheard,
          cell -> {
            key.clear();
            if (reader.check(cell) && reader.readKey(cell, key) && hasHashOf(cell, key)) {
              visitor.cell(cell, key);
            }
          });
    }
  }

  /** Counts the pages of the free list as far as it makes sense; reading does not depend on it. */
  long countFreePages() {
    if (header == null) {
      return 0;
    }
    PageSet seen = new PageSet();
    long count = 0;
    long page = header.freeList();
    while (pager.isLinkable(page) && seen.add(page) && count < pager.pageCount()) {
      count++;
      page = BigEndian.i64(pager.page(page), 0);
    }
    if (page != 0) {
      log.remark(UnqliteFormat.STORE_HEADER_PAGE, 8, "the free list leads to page " + page);
    }
    return count;
  }

  private void check(Cell cell, long bucket, StoreHeader state, ByteBuilder key, Visitor visitor) {
    key.clear();
    if (!payloads.check(cell) || !payloads.readKey(cell, key)) {
      return;
    }
    if (!hasHashOf(cell, key)) {
      log.damaged(cell.page(), cell.offset(), "the hash is not that of the key");
    } else if (state.bucketOf(cell.hash()) != bucket) {
      log.damaged(
          cell.page(),
          cell.offset(),
          "key in bucket " + bucket + " (expected: " + state.bucketOf(cell.hash()) + ")");
    } else {
      visitor.cell(cell, key);
    }
  }

  private static boolean hasHashOf(Cell cell, ByteBuilder key) {
    return cell.hash() == UnqliteFormat.hash(key.bytes(), key.length());
  }

  /** Receives cells whose header lies within their page, and nothing more is known of. */
  private interface RawVisitor {
    void cell(Cell cell);
  }

  /**
   * Walks over the pages of one bucket.
   *
   * @param claimed where to enter the slave pages, null if they have been entered
   */
  private void walkBucket(long firstPage, RawVisitor visitor, @Nullable PageSet claimed) {
    long page = firstPage;
    for (long count = 1; ; count++) {
      byte[] bytes = pager.page(page);
      walkPage(page, bytes, log, visitor);
      long slave = BigEndian.i64(bytes, SLAVE_AT);
      if (slave == 0) {
        return;
      }
      boolean isNew = claimed == null || !pager.isLinkable(slave) || claimed.add(slave);
      if (!pager.isLinkable(slave) || !isNew || count > pager.pageCount()) {
        log.damaged(page, SLAVE_AT, "slave page " + slave + (isNew ? "" : ", which is in use"));
        return;
      }
      page = slave;
    }
  }

  private static void walkPage(long page, byte[] bytes, DamageLog log, RawVisitor visitor) {
    Cell cell = new Cell();
    int countMax = (bytes.length - CELLS_AT) / Cell.HEADER_SIZE;
    int at = BigEndian.u16(bytes, FIRST_CELL_AT);
    int linkAt = FIRST_CELL_AT;
    for (int count = 0; at != 0; count++) {
      if (at < CELLS_AT || at > bytes.length - Cell.HEADER_SIZE || count == countMax) {
        log.damaged(
            page, linkAt, "next cell at " + at + (count == countMax ? ", in a circle" : ""));
        return;
      }
      cell.pointTo(page, bytes, at);
      visitor.cell(cell);
      linkAt = at + Cell.NEXT_AT;
      at = cell.next();
    }
  }

  /** Looks for a key. Where it occurs twice the last one counts, as it does for the original. */
  private final class KeySearch implements RawVisitor {

    private final byte[] key;
    private final int length;
    private final int hash;
    private final Cell found;
    private final ByteBuilder candidate = new ByteBuilder(64);
    private boolean isFound;

    KeySearch(byte[] key, int length, int hash, Cell found) {
      this.key = key;
      this.length = length;
      this.hash = hash;
      this.found = found;
    }

    @Override
    public void cell(Cell cell) {
      if (cell.hash() != hash || cell.keyLength() != length || !payloads.check(cell)) {
        return;
      }
      candidate.clear();
      if (payloads.readKey(cell, candidate)
          && Arrays.equals(candidate.bytes(), 0, length, key, 0, length)) {
        found.pointTo(cell);
        isFound = true;
      }
    }
  }
}
