package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;

/**
 * Writes the payload of a cell into a chain of overflow pages, as {@link PayloadReader} draws it.
 */
final class OverflowWriter {

  private final PageStream pages;
  private final byte[] page;
  private int at;
  private long unwritten;

  OverflowWriter(PageStream pages, int pageSize) {
    this.pages = pages;
    page = new byte[pageSize];
  }

  /** Writes a key, which fits one page, and its data, and returns the first page. */
  long write(byte[] key, int keyLength, byte[] data, int dataLength) {
    long first = pages.nextPage();
    int dataStart = PayloadReader.FIRST_PAYLOAD_AT + keyLength;
    BigEndian.put64(page, PayloadReader.DATA_PAGE_AT, first);
    BigEndian.put16(page, PayloadReader.DATA_START_AT, dataStart);
    at = PayloadReader.FIRST_PAYLOAD_AT;
    unwritten = (long) keyLength + dataLength;
    append(key, keyLength);
    append(data, dataLength);
    finishPage();
    return first;
  }

  private void append(byte[] bytes, int length) {
    int from = 0;
    while (from < length) {
      if (at == page.length) {
        finishPage();
      }
      int count = Math.min(length - from, page.length - at);
      System.arraycopy(bytes, from, page, at, count);
      from += count;
      at += count;
      unwritten -= count;
    }
  }

  private void finishPage() {
    Arrays.fill(page, at, page.length, (byte) 0);
    BigEndian.put64(page, 0, unwritten > 0 ? pages.nextPage() + 1 : 0);
    pages.append(page);
    at = PayloadReader.PAYLOAD_AT;
  }
}
