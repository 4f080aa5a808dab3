package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The journal that a writer left behind when it died: the old content of pages it was about to
 * change. Laid over the database file it gives the state before the unfinished transaction.
 *
 * <pre>
 *   0        8       12         16          24            28          32       sector size
 *   | magic  | count | checksum | old pages | sector size | page size | filler | records ...
 *   | 8      | u32   | u32      | u64       | u32         | u32       |
 *
 *   record   | page number | page      | checksum |
 *            | u64         | page size | u32      |
 * </pre>
 *
 * <p>{@code count} stays 0 until the writer finalizes the journal, before it touches the database.
 * A page's checksum is the header's plus every 200th byte of the page, counted down from 200 before
 * its end. A record with a wrong checksum is passed over, as is one for a page the old database did
 * not have; when a page occurs twice, the later record counts.
 */
final class HotJournal {

  private static final long MAGIC = 0xA6E8CD2B1C92DB9FL;
  private static final int HEADER_SIZE = 32;
  private static final int CHECKSUM_STRIDE = 200;

  /** Records that fit the memory budget of a reader: 4 Mi, 16 GiB of pages of 4 KiB. */
  private static final long RECORDS_MAX = 4L << 20;

  private static final long PAGES_MAX = 1L << 40;
  private static final int RECORD_BITS = 22;

  private final Input input;
  private final int sectorSize;
  private final int pageSize;
  private final long oldPageCount;

  /** Page number and number of the record that holds it, in one number each, ascending. */
  private long[] records = new long[0];

  private int recordCount;

  private HotJournal(Input input, int sectorSize, int pageSize, long oldPageCount) {
    this.input = input;
    this.sectorSize = sectorSize;
    this.pageSize = pageSize;
    this.oldPageCount = oldPageCount;
  }

  /**
   * Reads a journal that lies beside a database that is not empty.
   *
   * @return null if it is none, or its writer died before it had a header: then the database is as
   *     it should be
   */
  static @Nullable HotJournal read(Input input, DamageLog log) {
    byte[] header = new byte[HEADER_SIZE];
    if (input.size() < HEADER_SIZE
        || input.read(0, header, 0, HEADER_SIZE) < HEADER_SIZE
        || BigEndian.i64(header, 0) != MAGIC) {
      return null;
    }
    long count = BigEndian.u32(header, 8);
    int checksum = BigEndian.i32(header, 12);
    long oldPageCount = BigEndian.i64(header, 16);
    long sectorSize = BigEndian.u32(header, 24);
    long pageSize = BigEndian.u32(header, 28);
    if (!isSize(sectorSize, UnqliteFormat.SECTOR_SIZE_MIN, UnqliteFormat.SECTOR_SIZE_MAX)
        || !isSize(pageSize, UnqliteFormat.PAGE_SIZE_MIN, UnqliteFormat.PAGE_SIZE_MAX)) {
      return null;
    }
    if (oldPageCount < 0 || oldPageCount > PAGES_MAX) {
      throw DamageLog.corrupt(
          input.name() + ": offset 16: page count " + oldPageCount + " of the old database");
    }
    HotJournal journal = new HotJournal(input, (int) sectorSize, (int) pageSize, oldPageCount);
    journal.readRecords(count, checksum, log);
    return journal;
  }

  int pageSize() {
    return pageSize;
  }

  /** Pages of the database before the transaction. */
  long oldPageCount() {
    return oldPageCount;
  }

  /** The numbers of the pages that the journal holds, ascending. */
  long[] pages() {
    long[] pages = new long[recordCount];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = pageAt(i);
    }
    return pages;
  }

  /**
   * Reads the start of a page's old content.
   *
   * @return false if the transaction did not change the page
   */
  boolean read(long page, byte[] into, int length) {
    int at = Arrays.binarySearch(records, 0, recordCount, page << RECORD_BITS);
    int found = at < 0 ? -at - 1 : at;
    if (found == recordCount || pageAt(found) != page) {
      return false;
    }
    long position = recordPosition(records[found] & ((1L << RECORD_BITS) - 1));
    if (input.read(position + 8, into, 0, length) < length) {
      throw DamageLog.corrupt(input.name() + ": offset " + position + ": record cut off");
    }
    return true;
  }

  private void readRecords(long count, int checksum, DamageLog log) {
    int recordSize = 8 + pageSize + 4;
    long whole = Math.max(0, input.size() - sectorSize) / recordSize;
    if (count > whole) {
      log.damaged(
          DamageLog.corrupt(input.name() + ": record " + whole + " of " + count + " is cut off"));
    }
    long readable = Math.min(count, whole);
    if (readable > RECORDS_MAX) {
      throw DamageLog.corrupt(
          input.name() + ": " + readable + " records (expected: at most " + RECORDS_MAX + ")");
    }
    records = new long[(int) readable];
    byte[] record = new byte[recordSize];
    for (int i = 0; i < readable; i++) {
      int length = input.read(recordPosition(i), record, 0, recordSize);
      boolean isIntact =
          length == recordSize && BigEndian.i32(record, 8 + pageSize) == sum(record, checksum);
      if (!isIntact && i == count - 1) {
        // The original passes over any other record of this kind, but refuses to open for this one.
        log.damaged(DamageLog.corrupt(input.name() + ": record " + i + " has a wrong checksum"));
      }
      long page = BigEndian.i64(record, 0);
      if (isIntact && page >= 0 && page < oldPageCount) {
        records[recordCount++] = page << RECORD_BITS | i;
      }
    }
    sortAndKeepLast();
  }

  /** Sorts by page and leaves of each page the last record only. */
  private void sortAndKeepLast() {
    Arrays.sort(records, 0, recordCount);
    int kept = 0;
    for (int i = 0; i < recordCount; i++) {
      boolean isLast = i + 1 == recordCount || pageAt(i) != pageAt(i + 1);
      if (isLast) {
        records[kept++] = records[i];
      }
    }
    recordCount = kept;
  }

  private long pageAt(int index) {
    return records[index] >>> RECORD_BITS;
  }

  private int sum(byte[] record, int start) {
    int sum = start;
    for (int i = pageSize - CHECKSUM_STRIDE; i > 0; i -= CHECKSUM_STRIDE) {
      sum += record[8 + i] & 0xFF;
    }
    return sum;
  }

  private long recordPosition(long record) {
    return sectorSize + record * (8L + pageSize + 4);
  }

  private static boolean isSize(long size, int min, int max) {
    return size >= min && size <= max && UnqliteFormat.isPowerOfTwo(size);
  }
}
