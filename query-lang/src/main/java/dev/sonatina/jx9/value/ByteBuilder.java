package dev.sonatina.jx9.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects the bytes of a string.
 *
 * <p>Growing beyond {@link StringValue#LENGTH_MAX} bytes throws {@link IllegalStateException}; a
 * caller whose result depends on what a script wants asks its meter first and so never gets there.
 */
public final class ByteBuilder {
  /**
   * At most so many bytes are collected between two looks at the guard, unless they come in one
   * piece.
   */
  private static final int INTERVAL = 1 << 16;

  /** From this capacity on it grows by a quarter instead of doubling. */
  private static final int SLOW_GROWTH = 1 << 24;

  private final WorkGuard guard;
  private byte[] bytes;
  private int length;

  /** Up to here the guard has agreed and the array reaches. */
  private int limit;

  /** A builder with room for a few dozen bytes. */
  public ByteBuilder() {
    this(48);
  }

  /** A builder with room for {@code capacity} bytes. */
  public ByteBuilder(int capacity) {
    this(capacity, WorkGuard.NONE);
  }

  /** A builder that asks {@code guard} for what goes beyond {@code capacity} bytes. */
  public ByteBuilder(int capacity, WorkGuard guard) {
    this.guard = guard;
    this.bytes = new byte[capacity];
    this.limit = capacity;
  }

  /** The number of bytes collected. */
  public int length() {
    return length;
  }

  /** The byte at {@code index}, which must be below the length. */
  public byte byteAt(int index) {
    return bytes[index];
  }

  /** Shortens or, with zero bytes, lengthens what was collected. */
  public void setLength(int newLength) {
    if (newLength > length) {
      reserve(newLength - length);
      Arrays.fill(bytes, length, newLength, (byte) 0);
    }
    length = newLength;
  }

  /** Adds one byte, the low eight bits of {@code value}. */
  public ByteBuilder append(int value) {
    if (length == limit) {
      reserve(1);
    }
    bytes[length++] = (byte) value;
    return this;
  }

  /** Adds the same byte {@code count} times. */
  public ByteBuilder append(int value, int count) {
    if (count > 0) {
      reserve(count);
      Arrays.fill(bytes, length, length + count, (byte) value);
      length += count;
    }
    return this;
  }

  /** Adds a string. */
  public ByteBuilder append(StringValue text) {
    return append(text.array(), 0, text.length());
  }

  /** Adds the bytes from {@code from} up to before {@code to}. */
  public ByteBuilder append(byte[] source, int from, int to) {
    int more = to - from;
    reserve(more);
    System.arraycopy(source, from, bytes, length, more);
    length += more;
    return this;
  }

  /** Adds text as UTF-8; text of ASCII characters costs least. */
  public ByteBuilder append(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
        return append(rest, 0, rest.length);
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** Adds an int as printing shows it. */
  public ByteBuilder appendInt(long value) {
    // The original's formatter cannot print the smallest int and shows its neighbour.
    long rest = value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
    if (value < 0) {
      append('-');
    }
    int digits = decimalDigits(rest);
    reserve(digits);
    for (int at = length + digits - 1; at >= length; at--) {
      long tenth = rest / 10;
      bytes[at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    length += digits;
    return this;
  }

  private static int decimalDigits(long value) {
    int digits = 1;
    for (long bound = 10; value >= bound; bound *= 10) {
      digits++;
      if (digits == 19) {
        break;
      }
    }
    return digits;
  }

  /** Adds a float as printing shows it. */
  public ByteBuilder appendFloat(double value) {
    FloatPrinter.print(value, this);
    return this;
  }

  /** The string collected. The builder may be used on; the string does not change then. */
  public StringValue toStringValue() {
    return StringValue.of(bytes, 0, length);
  }

  /**
   * The string collected, without copying where possible; the builder must not be used any more.
   */
  public StringValue finish() {
    if (length <= 1 || bytes.length - length > length >> 1) {
      return toStringValue();
    }
    return StringValue.wrap(bytes, length);
  }

  /** The bytes collected, read as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void reserve(int more) {
    if (more > limit - length) {
      extend(more);
    }
  }

  private void extend(int more) {
    if (more > StringValue.LENGTH_MAX - length) {
      guard.allocate(WorkGuard.STRING_TOO_LONG);
      throw new IllegalStateException("string too long: " + ((long) length + more) + " bytes");
    }
    long agreed = Math.max((long) more, Math.min(INTERVAL, length));
    guard.step(1 + (agreed >> 5));
    limit = (int) Math.min(StringValue.LENGTH_MAX, length + agreed);
    if (limit > bytes.length) {
      long capacity =
          bytes.length + (long) (bytes.length > SLOW_GROWTH ? bytes.length >> 2 : bytes.length);
      int newLength = (int) Math.min(StringValue.LENGTH_MAX, Math.max(capacity, limit));
      guard.allocate((long) newLength - bytes.length);
      bytes = Arrays.copyOf(bytes, newLength);
    }
  }
}
