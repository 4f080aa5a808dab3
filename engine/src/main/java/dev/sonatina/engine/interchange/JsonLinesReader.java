package dev.sonatina.engine.interchange;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits JSON Lines, plain or compressed with gzip, into the texts of records, which it does not
 * look into. Blank lines are passed over, but counted; a byte order mark is dropped. Not
 * thread-safe.
 */
public final class JsonLinesReader implements AutoCloseable {

  /** Far above what a record may have, so that a file without line ends does not fill the heap. */
  static final int LINE_LENGTH_MAX_BYTES = 64 * 1024 * 1024;

  private static final int BUFFER_SIZE_BYTES = 256 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final CountingStream counter;
  private final InputStream lines;
  private byte[] buffer = new byte[BUFFER_SIZE_BYTES];
  private int position;
  private int limit;
  private long lineNumber;

  /**
   * Takes over the stream. That it is compressed shows in its first bytes.
   *
   * @throws IOException when the first bytes cannot be read, or are those of damaged gzip
   */
  public JsonLinesReader(InputStream source) throws IOException {
    counter = new CountingStream(source);
    lines = uncompressed(new BufferedInputStream(counter, BUFFER_SIZE_BYTES));
  }

  /**
   * The next line that is not blank, without white space around it; null after the last.
   *
   * @throws IOException when reading fails or a line is beyond any record's size
   */
  public byte @Nullable [] next() throws IOException {
    while (true) {
      int end = findLineEnd();
      if (end < 0) {
        return null;
      }
      lineNumber++;
      byte[] line = trimmed(position, end);
      position = Math.min(end + 1, limit);
      if (line.length > 0) {
        return line;
      }
    }
  }

  /** The number, from 1, of the line that {@link #next} gave last. */
  public long lineNumber() {
    return lineNumber;
  }

  /** How much of the source was read, in its compressed form if it is compressed. */
  public long bytesRead() {
    return counter.count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Where in the buffer the line at {@code position} ends; -1 when nothing is left. */
  private int findLineEnd() throws IOException {
    int searchedBytes = 0;
    while (true) {
      for (int i = position + searchedBytes; i < limit; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      searchedBytes = limit - position;
      if (!fill()) {
        return searchedBytes > 0 ? limit : -1;
      }
    }
  }

  /** Reads on behind what the buffer holds, making room first; false at the end. */
  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    } else if (limit == buffer.length) {
      if (buffer.length >= LINE_LENGTH_MAX_BYTES) {
        throw new IOException(
            "line " + (lineNumber + 1) + " is longer than " + LINE_LENGTH_MAX_BYTES + " bytes");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = lines.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  private byte[] trimmed(int from, int to) {
    int start = lineNumber == 1 && startsWithByteOrderMark(from, to) ? from + 3 : from;
    int end = to;
    while (start < end && isBlank(buffer[start])) {
      start++;
    }
    while (end > start && isBlank(buffer[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(buffer, start, end);
  }

  private boolean startsWithByteOrderMark(int from, int to) {
    return to - from >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
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
