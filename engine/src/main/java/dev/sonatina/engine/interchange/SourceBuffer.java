package dev.sonatina.engine.interchange;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The part of a source that is being looked at, plain however the source is compressed, and without
 * its byte order mark. It grows with what lies between {@link #position} and {@link #limit}, which
 * a reader moves on. Not thread-safe.
 */
final class SourceBuffer implements AutoCloseable {

  /**
   * Far above what a record may have, so that a file without an end of one does not fill the heap.
   */
  static final int RECORD_LENGTH_MAX_BYTES = 64 * 1024 * 1024;

  private static final int SIZE_BYTES = 256 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Valid from {@link #position} to {@link #limit}; another array after {@link #fill}. */
  byte[] bytes = new byte[SIZE_BYTES];

  /** Where what has not been read yet begins. */
  int position;

  /** Where what has been fetched from the source ends. */
  int limit;

  private final CountingStream counter;
  private final InputStream plain;

  /**
   * Takes over the stream. That it is compressed shows in its first bytes.
   *
   * @throws IOException when the first bytes cannot be read, or are those of damaged gzip
   */
  SourceBuffer(InputStream source) throws IOException {
    counter = new CountingStream(source);
    plain = uncompressed(new BufferedInputStream(counter, SIZE_BYTES));
    int length = BYTE_ORDER_MARK.length;
    if (has(length - 1) && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)) {
      position = length;
    }
  }

  /**
   * Whether there is a byte at this distance from the position, which is fetched if need be.
   *
   * @throws IOException as {@link #fill}
   */
  boolean has(int ahead) throws IOException {
    while (position + ahead >= limit) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Fetches more, keeping what lies behind the position, which moves to the front.
   *
   * @return false at the end of the source
   * @throws IOException when reading fails, or what is kept is beyond any record's size
   */
  boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    } else if (limit == bytes.length) {
      if (bytes.length >= RECORD_LENGTH_MAX_BYTES) {
        throw new IOException("a record is longer than " + RECORD_LENGTH_MAX_BYTES + " bytes");
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = plain.read(bytes, limit, bytes.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /** How much of the source was read, in its compressed form if it is compressed. */
  long bytesRead() {
    return counter.count;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private static InputStream uncompressed(BufferedInputStream source) throws IOException {
    source.mark(2);
    int magic = source.read() << 8 | source.read();
    source.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(source, 64 * 1024) : source;
  }

  /** Counts the bytes that pass. */
  private static final class CountingStream extends FilterInputStream {

    private long count;

    CountingStream(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
