package dev.sonatina.engine.query.column;

import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The different strings of a column, numbered as they come.
 *
 * <p>Only grows. Written by one thread at a time; others read the numbers of blocks that have been
 * published to them.
 */
final class StringTable {

  static final int NONE = -1;

  private static final int COUNT_MAX = 1 << 16;
  private static final int STRING_LENGTH_MAX = 4 * 1024;
  private static final long BYTES_MAX = 16L << 20;

  private final Map<StringValue, Integer> numbers = new HashMap<>();
  private volatile StringValue[] strings = new StringValue[64];
  private volatile int size;
  private long bytes;

  /** The number of a string, {@link #NONE} if the table is full and does not have it. */
  int intern(StringValue text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    if (size == COUNT_MAX
        || text.length() > STRING_LENGTH_MAX
        || bytes + text.length() > BYTES_MAX) {
      return NONE;
    }
    int number = size;
    if (number == strings.length) {
      strings = Arrays.copyOf(strings, number * 2);
    }
    strings[number] = text;
    numbers.put(text, number);
    bytes += text.length();
    size = number + 1;
    return number;
  }

  int size() {
    return size;
  }

  StringValue get(int number) {
    return strings[number];
  }

  /** Roughly what the table takes. */
  long memoryBytes() {
    return bytes + 120L * size;
  }
}
