package dev.sonatina.engine.interchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits JSON Lines into the texts of records, which it does not look into. Blank lines are passed
 * over, but counted.
 */
public final class JsonLinesReader extends SourceReader {

  /**
   * Takes over the stream, plain or compressed with gzip; a byte order mark is dropped.
   *
   * @throws IOException when the first bytes cannot be read, or are those of damaged gzip
   */
  public JsonLinesReader(InputStream source) throws IOException {
    this(new SourceBuffer(source));
  }

  JsonLinesReader(SourceBuffer source) {
    super(source);
  }

  /** {@inheritDoc} White space around it is left out. */
  @Override
  public byte @Nullable [] next() throws IOException {
    while (true) {
      int end = findLineEnd();
      if (end < 0) {
        return null;
      }
      lineNumber++;
      byte[] line = trimmed(source.position, end);
      source.position = Math.min(end + 1, source.limit);
      if (line.length > 0) {
        return line;
      }
    }
  }

  /** Where in the buffer the line at its position ends; -1 when nothing is left. */
  private int findLineEnd() throws IOException {
    int searchedBytes = 0;
    while (true) {
      for (int i = source.position + searchedBytes; i < source.limit; i++) {
        if (source.bytes[i] == '\n') {
          return i;
        }
      }
      searchedBytes = source.limit - source.position;
      if (!fill()) {
        return searchedBytes > 0 ? source.limit : -1;
      }
    }
  }

  private boolean fill() throws IOException {
    try {
      return source.fill();
    } catch (IOException e) {
      throw new IOException("line " + (lineNumber + 1) + ": " + e.getMessage(), e);
    }
  }

  private byte[] trimmed(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(source.bytes[start])) {
      start++;
    }
    while (end > start && isBlank(source.bytes[end - 1])) {
      end--;
    }
    column = start - from + 1;
    return Arrays.copyOfRange(source.bytes, start, end);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
