package dev.sonatina.jx9.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes. Equality and hash code go by the bytes.
 *
 * <p>Appending is amortised: the result of {@link #append} owns a buffer with room at its end, and
 * appending to that result fills the room instead of copying, as long as nobody else has done so. A
 * loop of {@code $s = $s .. "x"} is therefore linear.
 *
 * <p>A string made by converting an int or a bool in place still carries that number for
 * subtraction to find, see {@link Value#intPayload}.
 */
public final class StringValue extends Value implements Comparable<StringValue> {
  /** The empty string. */
  public static final StringValue EMPTY = new StringValue(new byte[0], 0, null);

  /**
   * The longest string in bytes, twice the largest record. What goes over a string in one loop,
   * comparing, hashing or reading a number, takes less than a tenth of a second then, so that it
   * need not look whether the script was cancelled.
   */
  public static final int LENGTH_MAX = 32 << 20;

  private static final int SPARE_MIN = 32;
  private static final StringValue[] SINGLE_BYTES = new StringValue[256];

  static {
    for (int i = 0; i < SINGLE_BYTES.length; i++) {
      SINGLE_BYTES[i] = new StringValue(new byte[] {(byte) i}, 1, null);
    }
  }

  /** What some strings share or carry: the fill mark of a growing buffer, and a hidden number. */
  private static final class Extra {
    private static final VarHandle USED;

    static {
      try {
        USED = MethodHandles.lookup().findVarHandle(Extra.class, "used", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    /**
     * Bytes of the buffer that belong to some string; a string may grow in place only when it ends
     * here.
     */
    private volatile int used;

    private final long payload;

    Extra(int used, long payload) {
      this.used = used;
      this.payload = payload;
    }

    boolean claim(int from, int to) {
      return USED.compareAndSet(this, from, to);
    }
  }

  private final byte[] buffer;
  private final int length;
  private final @Nullable Extra extra;
  private int hash;

  private StringValue(byte[] buffer, int length, @Nullable Extra extra) {
    this.buffer = buffer;
    this.length = length;
    this.extra = extra;
  }

  /** The UTF-8 bytes of {@code text}. */
  public static StringValue of(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of {@code bytes}. */
  public static StringValue of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** A copy of a part of {@code bytes}. */
  public static StringValue of(byte[] bytes, int from, int to) {
    if (to - from <= 1) {
      return to == from ? EMPTY : SINGLE_BYTES[bytes[from] & 0xFF];
    }
    return new StringValue(Arrays.copyOfRange(bytes, from, to), to - from, null);
  }

  /** The string of one byte. */
  public static StringValue ofByte(int value) {
    return SINGLE_BYTES[value & 0xFF];
  }

  /** Takes over {@code bytes} without copying; the caller must not change the array afterwards. */
  public static StringValue wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new StringValue(bytes, bytes.length, null);
  }

  /**
   * As {@link #wrap(byte[])} for the first {@code length} bytes of an array with spare room, which
   * later appends may fill.
   */
  public static StringValue wrap(byte[] buffer, int length) {
    if (length == buffer.length) {
      return wrap(buffer);
    }
    return length == 0 ? EMPTY : new StringValue(buffer, length, new Extra(length, 0));
  }

  /** The text of {@code value} as printing gives it, carrying {@code value} as hidden number. */
  public static StringValue ofInt(long value) {
    // The original's formatter cannot print the smallest int and shows its neighbour.
    String text = value == Long.MIN_VALUE ? "-9223372036854775807" : Long.toString(value);
    return withPayload(text, value);
  }

  static StringValue withPayload(String text, long payload) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new StringValue(
        bytes, bytes.length, payload == 0 ? null : new Extra(bytes.length, payload));
  }

  /** The same text without a hidden number. */
  public StringValue withoutPayload() {
    return intPayload() == 0 ? this : new StringValue(buffer, length, null);
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at {@code index}, which must be inside the string. */
  public byte byteAt(int index) {
    return buffer[index];
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return Arrays.copyOf(buffer, length);
  }

  /**
   * The array that holds the bytes from its index 0 on, longer than {@link #length()} perhaps. For
   * reading only, and only up to that length.
   */
  public byte[] array() {
    return buffer;
  }

  /** The bytes from {@code from} up to before {@code to}. */
  public StringValue substring(int from, int to) {
    return from == 0 && to == length ? this : of(buffer, from, to);
  }

  /** How many bytes appending {@code more} takes anew: none if there is room behind this string. */
  public int appendBytes(int more) {
    long end = length + (long) more;
    boolean hasRoom = extra != null && end <= buffer.length && extra.used == length;
    return hasRoom || more == 0 ? 0 : capacity(end);
  }

  private int capacity(long end) {
    return (int) Math.min(LENGTH_MAX, Math.max(end + SPARE_MIN, length * 2L));
  }

  /** This string followed by {@code tail}; amortised, see above. */
  public StringValue append(StringValue tail) {
    return append(tail.buffer, 0, tail.length);
  }

  /** This string followed by a part of {@code bytes}. */
  public StringValue append(byte[] bytes, int from, int to) {
    int more = to - from;
    if (more == 0) {
      return this;
    }
    if (more > LENGTH_MAX - length) {
      throw new IllegalArgumentException("string too long: " + ((long) length + more) + " bytes");
    }
    int end = length + more;
    if (extra != null && end <= buffer.length && extra.claim(length, end)) {
      System.arraycopy(bytes, from, buffer, length, more);
      return new StringValue(buffer, end, extra);
    }
    byte[] grown = Arrays.copyOf(buffer, capacity(end));
    System.arraycopy(bytes, from, grown, length, more);
    return new StringValue(grown, end, new Extra(end, intPayload()));
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public boolean toBool() {
    return NumberReader.toBool(buffer, length);
  }

  @Override
  public long toInt() {
    return NumberReader.toInt(buffer, length);
  }

  @Override
  public double toFloat() {
    return NumberReader.toFloat(buffer, length);
  }

  @Override
  public Value toNumber() {
    return NumberReader.toNumber(buffer, length);
  }

  @Override
  public StringValue toStringValue() {
    return this;
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public long intPayload() {
    return extra == null ? 0 : extra.payload;
  }

  /** Compares byte by byte, unsigned, and then by length. */
  @Override
  public int compareTo(StringValue other) {
    return Arrays.compareUnsigned(buffer, 0, length, other.buffer, 0, other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof StringValue that && equalTo(that));
  }

  /** Whether both strings hold the same bytes. */
  public boolean equalTo(StringValue other) {
    return buffer == other.buffer
        ? length == other.length
        : length == other.length && Arrays.equals(buffer, 0, length, other.buffer, 0, length);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0 && length > 0) {
      h = hash(buffer, 0, length);
      hash = h;
    }
    return h;
  }

  /** The hash code of a string that holds these bytes. */
  public static int hash(byte[] bytes, int from, int to) {
    int h = 1;
    for (int i = from; i < to; i++) {
      h = 31 * h + bytes[i];
    }
    return h;
  }

  /** The bytes read as UTF-8, malformed parts replaced. */
  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
