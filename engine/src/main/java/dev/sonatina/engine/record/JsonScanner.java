package dev.sonatina.engine.record;

import static dev.sonatina.engine.record.JsonStrings.EACH;
import static dev.sonatina.engine.record.JsonStrings.HIGH_BITS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON text in UTF-8 straight into a builder, for speed: no characters, no tokens, no objects
 * in between.
 *
 * <p>It reads nearly all JSON there is and gives up on the rest, errors first of all: then another
 * parser reads the text from its start, and says what is wrong if something is. For one thread.
 */
final class JsonScanner {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** An int of so many digits fits a long. */
  private static final int LONG_DIGITS = 18;

  /** Ints up to this size are doubles without loss. */
  private static final long EXACT_MAX = 1L << 53;

  /** The powers of ten that are doubles without loss. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

  private final RecordBuilder builder;
  private final NameTable names;
  private final int nestingMax;
  private final int numberLengthMax;

  private byte[] text = {};
  private int at;
  private int end;

  /** Whether the innermost container has just been opened. */
  private boolean isFirst;

  /** Where the value of the record's own {@code __id} begins, -1 if none is being read. */
  private int idAt;

  /** Whether the string looked at last has bytes above 0x7F. */
  private boolean hasHighBytes;

  private byte[] unescaped = new byte[256];

  JsonScanner(
      RecordBuilder builder, KeyDictionary dictionary, int nestingMax, int numberLengthMax) {
    this.builder = builder;
    this.names = new NameTable(dictionary);
    this.nestingMax = nestingMax;
    this.numberLengthMax = numberLengthMax;
  }

  /**
   * Reads a record; of an {@code __id} in the outermost object only the place is kept.
   *
   * @return false if it gave up; what the builder holds is of no use then
   */
  boolean read(byte[] json) {
    text = json;
    at = 0;
    end = json.length;
    isFirst = false;
    idAt = -1;
    builder.reset();
    if (!value(next())) {
      return false;
    }
    while (builder.depth() > 0) {
      if (!step()) {
        return false;
      }
    }
    return next() == NOTHING;
  }

  // --- structure

  private static final int NOTHING = -1;

  /** The next byte that is no blank, where it lies; NOTHING at the end. */
  private int next() {
    while (at < end) {
      int c = text[at] & 0xFF;
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return c;
      }
      at++;
    }
    return NOTHING;
  }

  /** Reads the end of the innermost container, or its next element or member. */
  private boolean step() {
    int c = next();
    boolean isObject = builder.isInObject();
    if (c == (isObject ? '}' : ']')) {
      at++;
      isFirst = false;
      if (isObject) {
        builder.endObject();
      } else {
        builder.endArray();
      }
      return true;
    }
    if (!isFirst) {
      if (c != ',') {
        return false;
      }
      at++;
      c = next();
    }
    isFirst = false;
    if (isObject) {
      if (c != '"' || !name() || next() != ':') {
        return false;
      }
      at++;
      c = next();
      if (idAt >= 0) {
        return id(c);
      }
    }
    return value(c);
  }

  /** Passes over the value of the record's own id, if it is simple. */
  private boolean id(int c) {
    int start = idAt;
    idAt = -1;
    if (c == '{' || c == '[' || !value(c)) {
      return false;
    }
    builder.truncate(start);
    builder.nullValue();
    return true;
  }

  private boolean value(int c) {
    switch (c) {
      case '"' -> {
        return string();
      }
      case '{', '[' -> {
        if (builder.depth() == nestingMax) {
          return false;
        }
        at++;
        isFirst = true;
        if (c == '{') {
          builder.beginObject();
        } else {
          builder.beginArray();
        }
        return true;
      }
      case 't' -> {
        builder.bool(true);
        return word("true");
      }
      case 'f' -> {
        builder.bool(false);
        return word("false");
      }
      case 'n' -> {
        builder.nullValue();
        return word("null");
      }
      default -> {
        return number();
      }
    }
  }

  private boolean word(String word) {
    int size = word.length();
    if (end - at < size) {
      return false;
    }
    for (int i = 1; i < size; i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += size;
    return true;
  }

  private boolean name() {
    int start = at + 1;
    int stop = endOfRun(start);
    if (stop < end && text[stop] == '"' && !hasHighBytes) {
      at = stop + 1;
      member(text, start, stop);
      return true;
    }
    int length = unescape(start, stop);
    if (length < 0) {
      return false;
    }
    member(unescaped, 0, length);
    return true;
  }

  private void member(byte[] bytes, int from, int to) {
    int key = names.find(bytes, from, to);
    if (key == KeyDictionary.NONE) {
      builder.inlineName(bytes, from, to - from);
      return;
    }
    builder.name(key);
    if (key == KeyDictionary.ID && builder.depth() == 1) {
      idAt = builder.length();
    }
  }

  // --- strings

  private boolean string() {
    int start = at + 1;
    int stop = endOfRun(start);
    if (stop < end && text[stop] == '"') {
      if (hasHighBytes && !JsonStrings.isPlain(text, start, stop)) {
        return false;
      }
      builder.plainString(text, start, stop - start);
      at = stop + 1;
      return true;
    }
    int length = unescape(start, stop);
    if (length < 0) {
      return false;
    }
    builder.string(unescaped, 0, length);
    return true;
  }

  /**
   * The place of the first quote, backslash or control character, or the end of the text; notes
   * whether there are high bytes before it.
   */
  private int endOfRun(int from) {
    int i = from;
    long seen = 0;
    while (i <= end - 8) {
      long eight = (long) LONGS.get(text, i);
      long stops =
          (JsonStrings.zeroBytes(eight ^ '"' * EACH)
                  | JsonStrings.zeroBytes(eight ^ '\\' * EACH)
                  | (eight - 0x20 * EACH))
              & ~eight
              & HIGH_BITS;
      if (stops != 0) {
        // The lowest mark is right; a wrong one can only stand above a right one.
        int bits = Long.numberOfTrailingZeros(stops) & ~7;
        seen |= eight & ((1L << bits) - 1);
        hasHighBytes = (seen & HIGH_BITS) != 0;
        return i + (bits >>> 3);
      }
      seen |= eight;
      i += 8;
    }
    boolean high = (seen & HIGH_BITS) != 0;
    while (i < end) {
      byte c = text[i];
      if (c >= 0 && (c < ' ' || c == '"' || c == '\\')) {
        break;
      }
      high |= c < 0;
      i++;
    }
    hasHighBytes = high;
    return i;
  }

  /**
   * Reads a string with escapes, or with high bytes, into {@link #unescaped}.
   *
   * @param start where its text begins
   * @param firstStop what {@link #endOfRun} says of that place
   * @return its length, or -1 to give up
   */
  private int unescape(int start, int firstStop) {
    int length = 0;
    int from = start;
    int stop = firstStop;
    boolean isHigh = hasHighBytes;
    while (true) {
      reserve(length + stop - from + 4);
      System.arraycopy(text, from, unescaped, length, stop - from);
      length += stop - from;
      if (stop >= end) {
        return -1;
      }
      at = stop + 1;
      if (text[stop] == '"') {
        return !isHigh || JsonStrings.isWellFormed(unescaped, 0, length) ? length : -1;
      }
      length = text[stop] == '\\' ? escape(length) : -1;
      if (length < 0) {
        return -1;
      }
      from = at;
      stop = endOfRun(from);
      isHigh |= hasHighBytes;
    }
  }

  /** Reads what follows a backslash and answers the length with it, or -1. */
  private int escape(int length) {
    if (at >= end) {
      return -1;
    }
    int c = text[at++];
    if (c == 'u') {
      return escapedUnit(length);
    }
    int meant =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    if (meant < 0) {
      return -1;
    }
    unescaped[length] = (byte) meant;
    return length + 1;
  }

  private int escapedUnit(int length) {
    int code = hex();
    if (code < 0) {
      return -1;
    }
    if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
      if (code > Character.MAX_HIGH_SURROGATE
          || end - at < 6
          || text[at] != '\\'
          || text[at + 1] != 'u') {
        return -1;
      }
      at += 2;
      int low = hex();
      if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
        return -1;
      }
      code = Character.toCodePoint((char) code, (char) low);
    }
    return JsonStrings.encode(code, unescaped, length);
  }

  private int hex() {
    if (end - at < 4) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = text[at] < 0 ? -1 : Character.digit(text[at], 16);
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
      at++;
    }
    return code;
  }

  private void reserve(int needed) {
    if (needed > unescaped.length) {
      byte[] larger = new byte[Math.max(needed, 2 * unescaped.length)];
      System.arraycopy(unescaped, 0, larger, 0, unescaped.length);
      unescaped = larger;
    }
  }

  // --- numbers

  private boolean number() {
    int start = at;
    boolean isNegative = start < end && text[start] == '-';
    int i = isNegative ? start + 1 : start;
    int first = i;
    long digits = 0;
    while (i < end && isDigit(text[i])) {
      digits = digits * 10 + (text[i] - '0');
      i++;
    }
    int count = i - first;
    if (count == 0 || (count > 1 && text[first] == '0')) {
      return false;
    }
    if (i < end && (text[i] == '.' || text[i] == 'e' || text[i] == 'E')) {
      return fraction(start, i, isNegative, digits, count);
    }
    at = i;
    if (i - start > numberLengthMax) {
      return false;
    }
    if (count <= LONG_DIGITS) {
      builder.integer(isNegative ? -digits : digits);
    } else {
      longInteger(new BigInteger(slice(start, i)));
    }
    return true;
  }

  private void longInteger(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      builder.integer(value.longValue());
    } else if (value.signum() > 0 && value.compareTo(UNSIGNED_LIMIT) < 0) {
      builder.unsigned(value.longValue());
    } else {
      builder.number(value.doubleValue());
    }
  }

  /** Goes on with a number at its point or exponent. */
  private boolean fraction(int start, int from, boolean isNegative, long whole, int wholeCount) {
    int i = from;
    long digits = whole;
    int count = wholeCount;
    int scale = 0;
    if (text[i] == '.') {
      int first = ++i;
      while (i < end && isDigit(text[i])) {
        digits = digits * 10 + (text[i] - '0');
        i++;
      }
      scale = first - i;
      count -= scale;
      if (scale == 0) {
        return false;
      }
    }
    if (i < end && (text[i] == 'e' || text[i] == 'E')) {
      i++;
      boolean isDown = i < end && text[i] == '-';
      if (isDown || (i < end && text[i] == '+')) {
        i++;
      }
      int first = i;
      int exponent = 0;
      while (i < end && isDigit(text[i])) {
        exponent = Math.min(10_000, exponent * 10 + (text[i] - '0'));
        i++;
      }
      if (i == first) {
        return false;
      }
      scale += isDown ? -exponent : exponent;
    }
    at = i;
    if (i - start > numberLengthMax) {
      return false;
    }
    builder.number(
        count <= LONG_DIGITS && digits <= EXACT_MAX && Math.abs(scale) < POWERS.length
            ? scaled(isNegative ? -(double) digits : digits, scale)
            : Double.parseDouble(slice(start, i)));
    return true;
  }

  /** Both operands are exact, so that the one rounding is the right one. */
  private static double scaled(double digits, int scale) {
    return scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private String slice(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
