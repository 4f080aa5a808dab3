package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.StringValue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds a {@code .unqlite} database in one go, to be read and continued by the original.
 *
 * <p>Records and collections may come in any order. The same calls give the same bytes. Memory
 * stays below 64 MiB plus the largest record; what is beyond lies in a temporary file. Used by one
 * thread.
 *
 * <p>Records that take half a page or more are written at once, in pages of their own, as the
 * original would; what is smaller waits in a {@link CellSpill} until the number of buckets is
 * known, and goes out with the {@link BucketWriter}.
 */
final class UnqliteWriter implements AutoCloseable {

  private final Output file;
  private final DatabaseHeader header;
  private final int pageSize;
  private final PageStream overflowPages;
  private final OverflowWriter overflow;
  private final CellSpill cells;

  private final ByteBuilder key = new ByteBuilder(256);
  private final ByteBuilder data = new ByteBuilder(16 << 10);
  private final FastJsonEncoder encoder = new FastJsonEncoder(data);
  private final byte[] cell;
  private long recordBytes;

  /**
   * Starts a database.
   *
   * @param file an empty file, which stays the caller's
   * @param spillFile makes an empty temporary file, which closing the writer closes
   * @param pageSize a power of two, as {@link #pageSizeFor} gives
   * @param createdPacked a {@link PackedTime}
   */
  UnqliteWriter(Output file, Supplier<Output> spillFile, int pageSize, int createdPacked) {
    this.file = file;
    this.pageSize = pageSize;
    header = new DatabaseHeader(createdPacked, UnqliteFormat.SECTOR_SIZE_DEFAULT, pageSize);
    overflowPages = new PageStream(file, pageSize, UnqliteFormat.STORE_HEADER_PAGE + 1);
    overflow = new OverflowWriter(overflowPages, pageSize);
    cells = new CellSpill(spillFile);
    cell = new byte[Cell.HEADER_SIZE + pageSize / 2];
  }

  /**
   * The page size for collections with these names: the original's, unless a key is longer than it
   * reads from one page.
   *
   * @throws DatabaseException {@link ErrorCode#INVALID_NAME} if no page is large enough
   */
  static int pageSizeFor(Iterable<StringValue> names) {
    int pageSize = UnqliteFormat.PAGE_SIZE_DEFAULT;
    for (StringValue name : names) {
      while (name.length() > keyLengthMax(pageSize) - RecordKey.SUFFIX_LENGTH_MAX) {
        pageSize *= 2;
        if (pageSize > UnqliteFormat.PAGE_SIZE_MAX) {
          throw new DatabaseException(
              ErrorCode.INVALID_NAME,
              "collection name of "
                  + name.length()
                  + " bytes (expected in a .unqlite file: at most "
                  + (keyLengthMax(UnqliteFormat.PAGE_SIZE_MAX) - RecordKey.SUFFIX_LENGTH_MAX)
                  + ")");
        }
      }
    }
    return pageSize;
  }

  /**
   * What to tell of the next record, complete with its outermost value; then {@link #addRecord}.
   */
  RecordVisitor beginRecord() {
    data.clear();
    encoder.reset();
    return encoder;
  }

  /** Adds the record that was told. */
  void addRecord(StringValue collection, long id) {
    key.clear();
    RecordKey.append(collection, id, key);
    put();
    recordBytes += data.length();
  }

  /** Adds a collection. */
  void addCollection(UnqliteCollection collection) {
    key.clear();
    key.append(collection.name().array(), 0, collection.name().length());
    data.clear();
    collection.write(data);
    put();
  }

  /** Encodes what is told of a schema, for {@link UnqliteCollection}; nothing told is no schema. */
  StringValue encode(Consumer<RecordVisitor> telling) {
    telling.accept(beginRecord());
    return StringValue.of(data.bytes(), 0, data.length());
  }

  /** How many bytes of FastJson the records have that were added. */
  long recordBytes() {
    return recordBytes;
  }

  UnqliteNarrowing narrowing() {
    return encoder.narrowing();
  }

  /** Writes what is left and syncs the file; returns the number of its pages. */
  long finish() {
    overflowPages.flush();
    long pageCount = new BucketWriter(file, pageSize, overflowPages.nextPage(), cells).write();
    byte[] page = new byte[pageSize];
    header.write(page);
    file.write(0, page, 0, pageSize);
    file.sync();
    return pageCount;
  }

  @Override
  public void close() {
    cells.close();
  }

  /** The longest key that the original reads from an overflow page. */
  private static int keyLengthMax(int pageSize) {
    return pageSize - PayloadReader.FIRST_PAYLOAD_AT - 1;
  }

  private void put() {
    int local = Cell.HEADER_SIZE + key.length() + data.length();
    boolean isLocal = local < pageSize / 2;
    BigEndian.put32(cell, 0, UnqliteFormat.hash(key.bytes(), key.length()));
    BigEndian.put32(cell, Cell.KEY_LENGTH_AT, key.length());
    BigEndian.put64(cell, Cell.DATA_LENGTH_AT, data.length());
    BigEndian.put16(cell, Cell.NEXT_AT, 0);
    if (isLocal) {
      BigEndian.put64(cell, Cell.OVERFLOW_AT, 0);
      System.arraycopy(key.bytes(), 0, cell, Cell.HEADER_SIZE, key.length());
      System.arraycopy(data.bytes(), 0, cell, Cell.HEADER_SIZE + key.length(), data.length());
      cells.add(cell, local);
    } else {
      long first = overflow.write(key.bytes(), key.length(), data.bytes(), data.length());
      BigEndian.put64(cell, Cell.OVERFLOW_AT, first);
      cells.add(cell, Cell.HEADER_SIZE);
    }
  }
}
