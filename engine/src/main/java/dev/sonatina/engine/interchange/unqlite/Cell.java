package dev.sonatina.engine.interchange.unqlite;

/**
 * One key with its data, as a place in a bucket page; moved from cell to cell.
 *
 * <pre>
 *   0      4            8             16     18         26
 *   | hash | key length | data length | next | overflow | key, data if they are local
 *   | u32  | u32        | u64         | u16  | u64      |
 * </pre>
 *
 * {@code next} is the offset of the next cell in the page, 0 in the last; {@code overflow} is the
 * first of the pages that hold key and data, 0 if they are local.
 */
final class Cell {

  static final int HEADER_SIZE = 26;

  static final int KEY_LENGTH_AT = 4;
  static final int DATA_LENGTH_AT = 8;
  static final int NEXT_AT = 16;
  static final int OVERFLOW_AT = 18;

  private byte[] bytes = new byte[HEADER_SIZE];
  private long page;
  private int offset;

  /** Moves to a cell whose header lies within the page. */
  void pointTo(long newPage, byte[] newBytes, int newOffset) {
    page = newPage;
    bytes = newBytes;
    offset = newOffset;
  }

  void pointTo(Cell other) {
    pointTo(other.page, other.bytes, other.offset);
  }

  long page() {
    return page;
  }

  int offset() {
    return offset;
  }

  /** The page that the cell lies in; local payload starts at {@link #payloadAt}. */
  byte[] bytes() {
    return bytes;
  }

  int payloadAt() {
    return offset + HEADER_SIZE;
  }

  int hash() {
    return BigEndian.i32(bytes, offset);
  }

  long keyLength() {
    return BigEndian.u32(bytes, offset + KEY_LENGTH_AT);
  }

  long dataLength() {
    return BigEndian.i64(bytes, offset + DATA_LENGTH_AT);
  }

  int next() {
    return BigEndian.u16(bytes, offset + NEXT_AT);
  }

  /** First overflow page, 0 if the payload is local. */
  long overflowPage() {
    return BigEndian.i64(bytes, offset + OVERFLOW_AT);
  }

  boolean isLocal() {
    return overflowPage() == 0;
  }
}
