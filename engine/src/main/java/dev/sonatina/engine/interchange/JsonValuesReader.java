package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in JSON that goes over any number of lines: the elements of arrays, and values
 * that stand one after the other. Memory holds one of them. It looks at brackets and quotes only;
 * whether a text is a record is for others to say.
 */
final class JsonValuesReader extends SourceReader {

  /** The line and column of the source's position. */
  private long line = 1;

  private int positionColumn = 1;

  private boolean isInArray;
  private long arrayLine;

  /** Whether an element was just read, behind which only a comma or the end may come. */
  private boolean isBehindElement;

  private boolean isAtEnd;

  JsonValuesReader(SourceBuffer source) {
    super(source);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where brackets or commas are wrong it cannot be told where the next record begins: nothing
   * comes after such an exception.
   */
  @Override
  public byte @Nullable [] next() throws IOException {
    while (!isAtEnd && skipBlanks()) {
      lineNumber = line;
      column = positionColumn;
      byte b = source.bytes[source.position];
      if (isInArray && b == ']') {
        isInArray = false;
        isBehindElement = false;
        advance(1);
      } else if (isInArray && isBehindElement && b == ',') {
        isBehindElement = false;
        advance(1);
      } else if (isInArray && (isBehindElement || b == ',')) {
        throw broken(isBehindElement ? "',' or ']' after a record" : "a record before the comma");
      } else if (!isInArray && b == '[') {
        isInArray = true;
        arrayLine = line;
        advance(1);
      } else {
        isBehindElement = isInArray;
        return value();
      }
    }
    if (isInArray && !isAtEnd) {
      lineNumber = line;
      column = positionColumn;
      throw broken("']', the end of the array that begins in line " + arrayLine);
    }
    return null;
  }

  private DatabaseException broken(String expected) {
    isAtEnd = true;
    return new DatabaseException(ErrorCode.INVALID_RECORD, "expected " + expected, null, 1, 1);
  }

  /** The value at the position, behind which the position is then. */
  private byte[] value() throws IOException {
    int length = 0;
    int depth = 0;
    byte quote = 0;
    while (source.has(length)) {
      byte b = source.bytes[source.position + length];
      if (quote != 0) {
        if (b == '\\' && source.has(length + 1)) {
          length++;
        } else if (b == quote) {
          quote = 0;
        }
      } else if (b == '"' || b == '\'') {
        quote = b;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (depth > 0 && (b == '}' || b == ']')) {
        if (--depth == 0) {
          return take(length + 1);
        }
      } else if (depth == 0 && endsScalar(b)) {
        return take(length);
      }
      length++;
    }
    if (depth > 0 || quote != 0) {
      throw broken("the end of what begins here");
    }
    return take(length);
  }

  private boolean endsScalar(byte b) {
    return isBlank(b) || (isInArray && (b == ',' || b == ']'));
  }

  private byte[] take(int length) {
    byte[] value = Arrays.copyOfRange(source.bytes, source.position, source.position + length);
    advance(length);
    return value;
  }

  /** Passes over white space; false at the end of the source. */
  private boolean skipBlanks() throws IOException {
    while (source.has(0)) {
      if (!isBlank(source.bytes[source.position])) {
        return true;
      }
      advance(1);
    }
    return false;
  }

  private void advance(int length) {
    for (int i = 0; i < length; i++) {
      boolean isLineEnd = source.bytes[source.position++] == '\n';
      line += isLineEnd ? 1 : 0;
      positionColumn = isLineEnd ? 1 : positionColumn + 1;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
