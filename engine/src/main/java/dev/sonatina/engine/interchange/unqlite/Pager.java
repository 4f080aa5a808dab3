package dev.sonatina.engine.interchange.unqlite;

import org.jspecify.annotations.Nullable;

/**
 * The pages of a database as they were after its last committed transaction: those of the file, or
 * those of a hot journal where there is one. The file is never changed.
 *
 * <p>Keeps some 8 MiB of pages. Used by one thread. The arrays it hands out are shared: do not
 * change them; they stay valid.
 */
final class Pager implements AutoCloseable {

  private static final int CACHE_SIZE = 8 << 20;

  /** Page numbers of a database that can be read fit four bytes: 16 TiB of pages of 4 KiB. */
  private static final long PAGES_MAX = 1L << 32;

  private final Input file;
  private final @Nullable Input journalInput;
  private final @Nullable HotJournal journal;
  private final DamageLog log;
  private final @Nullable DatabaseHeader header;
  private final int pageSize;
  private final long pageCount;

  /** One place for each page number modulo the number of places. */
  private final byte[] @Nullable [] cachedPages;

  private final long[] cachedNumbers;

  private Pager(
      Input file, @Nullable Input journalInput, @Nullable HotJournal journal, DamageLog log) {
    this.file = file;
    this.journalInput = journalInput;
    this.journal = journal;
    this.log = log;
    long size = journal == null ? file.size() : journal.oldPageCount() * journal.pageSize();
    header = size == 0 ? null : readHeader(size);
    pageSize = header == null ? UnqliteFormat.PAGE_SIZE_DEFAULT : header.pageSize();
    // A piece of a page at the end does not count, except that a database has at least one page.
    pageCount = header == null ? 0 : Math.max(1, size / pageSize);
    if (pageCount > PAGES_MAX) {
      throw log.fatal(0, 0, pageCount + " pages (expected: at most " + PAGES_MAX + ")");
    }
    if (journal != null && header != null && journal.pageSize() != pageSize) {
      throw DamageLog.corrupt(
          nameOf(journalInput)
              + ": page size "
              + journal.pageSize()
              + " (expected: "
              + pageSize
              + ")");
    }
    int places = Integer.highestOneBit(CACHE_SIZE / pageSize);
    cachedPages = new byte[places][];
    cachedNumbers = new long[places];
  }

  /**
   * Opens a database, rolling a journal back in memory. Takes over the inputs, also when it throws.
   *
   * @param journalInput the file beside the database that has a journal's name, if there is one
   */
  static Pager open(Input file, @Nullable Input journalInput, DamageLog log) {
    try {
      HotJournal journal =
          journalInput != null && file.size() > 0 ? HotJournal.read(journalInput, log) : null;
      return new Pager(file, journalInput, journal, log);
    } catch (RuntimeException e) {
      file.close();
      if (journalInput != null) {
        journalInput.close();
      }
      throw e;
    }
  }

  /** Page 0; null if the database is empty. */
  @Nullable DatabaseHeader header() {
    return header;
  }

  int pageSize() {
    return pageSize;
  }

  long pageCount() {
    return pageCount;
  }

  DamageLog log() {
    return log;
  }

  /** The journal that has been rolled back, or null. */
  @Nullable HotJournal journal() {
    return journal;
  }

  /** Whether a link can lead to this page. */
  boolean isLinkable(long page) {
    return page > UnqliteFormat.STORE_HEADER_PAGE && page < pageCount;
  }

  /**
   * The bytes of a page.
   *
   * @param page below {@link #pageCount}; who follows a link checks it first
   */
  byte[] page(long page) {
    int place = (int) page & (cachedPages.length - 1);
    byte[] cached = cachedPages[place];
    if (cached != null && cachedNumbers[place] == page) {
      return cached;
    }
    byte[] bytes = new byte[pageSize];
    read(page, bytes, pageSize);
    cachedPages[place] = bytes;
    cachedNumbers[place] = page;
    return bytes;
  }

  @Override
  public void close() {
    file.close();
    if (journalInput != null) {
      journalInput.close();
    }
  }

  private static String nameOf(@Nullable Input input) {
    return input == null ? "journal" : input.name();
  }

  private DatabaseHeader readHeader(long size) {
    if (size < DatabaseHeader.SIZE_MIN) {
      throw log.fatal(
          0,
          (int) size,
          "the file ends (expected: at least " + DatabaseHeader.SIZE_MIN + " bytes)");
    }
    byte[] start = new byte[DatabaseHeader.SIZE_MIN];
    read(0, start, start.length);
    return DatabaseHeader.read(start, log);
  }

  /** Pages that a rollback appends to a file that has become too short are zeros. */
  private void read(long page, byte[] into, int length) {
    if (journal != null && journal.read(page, into, length)) {
      return;
    }
    file.read(page * pageSize, into, 0, length);
  }
}
