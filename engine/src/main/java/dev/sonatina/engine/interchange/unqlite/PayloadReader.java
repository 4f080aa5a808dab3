package dev.sonatina.engine.interchange.unqlite;

/**
 * Reads the key and the data of a cell, from its own page or from a chain of overflow pages.
 *
 * <pre>
 *   first page    0      8           16           18
 *                 | next | data page | data start | key ...  data ...
 *                 | u64  | u64       | u16        |
 *   other pages   0      8
 *                 | next | key or data, continued ...
 * </pre>
 *
 * The data follow directly behind the key, at {@code data start} of {@code data page}, which is the
 * page that the key ends in.
 *
 * <p>The methods return false after damage, if the log lets them. A length is believed only as far
 * as the file could hold it.
 */
final class PayloadReader {

  static final int FIRST_PAYLOAD_AT = 18;
  static final int PAYLOAD_AT = 8;

  static final int DATA_PAGE_AT = 8;
  static final int DATA_START_AT = 16;

  /** What one array can hold. */
  private static final long LENGTH_MAX = Integer.MAX_VALUE - (1 << 20);

  /** Payload above this is read only after its chain was found to be long enough. */
  private static final long TRUSTED_LENGTH_MAX = 1 << 20;

  private final Pager pager;
  private final DamageLog log;

  PayloadReader(Pager pager, DamageLog log) {
    this.pager = pager;
    this.log = log;
  }

  /** Whether the lengths and links in a cell's header can be right. */
  boolean check(Cell cell) {
    long key = cell.keyLength();
    long data = cell.dataLength();
    long room = cell.isLocal() ? pager.pageSize() - cell.payloadAt() : fileSize();
    if (key == 0 || key > room) {
      log.damaged(cell.page(), cell.offset() + Cell.KEY_LENGTH_AT, "key of " + key + " bytes");
      return false;
    }
    if (data < 0 || data > room - key || data > LENGTH_MAX) {
      log.damaged(cell.page(), cell.offset() + Cell.DATA_LENGTH_AT, "data of " + data + " bytes");
      return false;
    }
    if (!cell.isLocal() && !pager.isLinkable(cell.overflowPage())) {
      log.damaged(
          cell.page(), cell.offset() + Cell.OVERFLOW_AT, "payload in page " + cell.overflowPage());
      return false;
    }
    return key + data <= TRUSTED_LENGTH_MAX || claim(cell, new PageSet(), new PageSet());
  }

  /** Appends the key of a checked cell. */
  boolean readKey(Cell cell, ByteBuilder into) {
    int length = (int) cell.keyLength();
    if (cell.isLocal()) {
      into.append(cell.bytes(), cell.payloadAt(), length);
      return true;
    }
    return readChain(cell.overflowPage(), FIRST_PAYLOAD_AT, length, into);
  }

  /** Appends the data of a checked cell. */
  boolean readData(Cell cell, ByteBuilder into) {
    return readData(cell, (int) cell.dataLength(), into);
  }

  /** Appends the first bytes of the data of a checked cell: {@code length}, or all there are. */
  boolean readData(Cell cell, int length, ByteBuilder into) {
    int wanted = (int) Math.min(length, cell.dataLength());
    if (cell.isLocal()) {
      into.append(cell.bytes(), cell.payloadAt() + (int) cell.keyLength(), wanted);
      return true;
    }
    byte[] first = pager.page(cell.overflowPage());
    long page = BigEndian.i64(first, DATA_PAGE_AT);
    int start = BigEndian.u16(first, DATA_START_AT);
    int startMin = page == cell.overflowPage() ? FIRST_PAYLOAD_AT : PAYLOAD_AT;
    if (!pager.isLinkable(page)) {
      log.damaged(cell.overflowPage(), DATA_PAGE_AT, "data in page " + page);
      return false;
    }
    if (start < startMin || start > pager.pageSize()) {
      log.damaged(cell.overflowPage(), DATA_START_AT, "data start at " + start);
      return false;
    }
    return readChain(page, start, wanted, into);
  }

  /**
   * Enters the overflow pages of a cell into those that are used, and reports one that is used
   * already.
   *
   * @param structure pages of the store itself, which no payload lies in
   */
  boolean claim(Cell cell, PageSet structure, PageSet used) {
    if (cell.isLocal()) {
      return true;
    }
    long unread = FIRST_PAYLOAD_AT - PAYLOAD_AT + cell.keyLength() + cell.dataLength();
    long page = cell.overflowPage();
    long from = cell.page();
    int linkAt = cell.offset() + Cell.OVERFLOW_AT;
    while (unread > 0) {
      if (!pager.isLinkable(page) || structure.contains(page) || !used.add(page)) {
        log.damaged(from, linkAt, "payload continues in page " + page + ", which is in use");
        return false;
      }
      unread -= pager.pageSize() - PAYLOAD_AT;
      from = page;
      linkAt = 0;
      page = BigEndian.i64(pager.page(page), 0);
    }
    return true;
  }

  private boolean readChain(long firstPage, int start, int length, ByteBuilder into) {
    long page = firstPage;
    int at = start;
    int unread = length;
    while (unread > 0) {
      byte[] bytes = pager.page(page);
      int count = Math.min(unread, bytes.length - at);
      into.append(bytes, at, count);
      unread -= count;
      if (unread > 0) {
        long next = BigEndian.i64(bytes, 0);
        if (!pager.isLinkable(next)) {
          log.damaged(page, 0, unread + " bytes of payload continue in page " + next);
          return false;
        }
        page = next;
        at = PAYLOAD_AT;
      }
    }
    return true;
  }

  private long fileSize() {
    return pager.pageCount() * pager.pageSize();
  }
}
