package dev.sonatina.jx9.value;

/**
 * Reads numbers out of strings the way the original engine does: sixteen hexadecimal digits,
 * eighteen or nineteen decimal ones, fifteen of a float, and whatever follows ignored.
 *
 * <p>All methods look at the first {@code length} bytes of an array.
 */
public final class NumberReader {
  private static final byte[] INT_MAX = ascii("9223372036854775807");
  private static final byte[] INT_MIN = ascii("9223372036854775808");
  private static final int FLOAT_DIGITS_MAX = 15;
  private static final int EXPONENT_MAX = 308;
  private static final double[] POWERS = {1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256};

  private NumberReader() {}

  /** White space of the C locale. */
  public static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The value of a hexadecimal digit, or -1. */
  public static int hexDigit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Conversion to bool: false for the empty string, zeros only, and "false" in any case. */
  public static boolean toBool(byte[] text, int length) {
    if (length == 5
        && (text[0] | 0x20) == 'f'
        && (text[1] | 0x20) == 'a'
        && (text[2] | 0x20) == 'l'
        && (text[3] | 0x20) == 's'
        && (text[4] | 0x20) == 'e') {
      return false;
    }
    return !isZeros(text, length);
  }

  /** Whether the text is empty or holds zeros only, which {@code empty} calls empty. */
  public static boolean isZeros(byte[] text, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] != '0') {
        return false;
      }
    }
    return true;
  }

  /** Whether a digit follows leading spaces and a sign, so that the text counts as a number. */
  public static boolean isNumeric(byte[] text, int length) {
    int at = skipSpaceAndSign(text, length);
    return at < length && isDigit(text[at]);
  }

  /**
   * The numeric conversion: a float if the leading digits are followed by a point or an exponent,
   * else an int.
   */
  public static Value toNumber(byte[] text, int length) {
    return isFloat(text, length)
        ? FloatValue.of(toFloat(text, length))
        : IntValue.of(toIntIfNumeric(text, length));
  }

  /** Whether {@link #toNumber} gives a float. */
  public static boolean isFloat(byte[] text, int length) {
    int start = skipSpaceAndSign(text, length);
    int at = start;
    while (at < length && isDigit(text[at])) {
      at++;
    }
    return at > start && at < length && (text[at] == '.' || (text[at] | 0x20) == 'e');
  }

  /** The int {@link #toNumber} gives to a text that is no float. */
  public static long toIntIfNumeric(byte[] text, int length) {
    return isNumeric(text, length) ? toInt(text, length) : 0;
  }

  /** The int conversion; also the value of an int literal. */
  public static long toInt(byte[] text, int length) {
    if (length == 0) {
      return 0;
    }
    if (text[0] != '0') {
      return decimal(text, length);
    }
    if (length == 1) {
      return 0;
    }
    return switch (text[1]) {
      case 'x', 'X' -> hexadecimal(text, length);
      case 'b', 'B' -> binary(text, length);
      default -> octal(text, length);
    };
  }

  /**
   * Reads decimal digits after spaces and a sign; a number beyond the int range keeps its first
   * eighteen digits.
   */
  public static long decimal(byte[] text, int length) {
    int at = skipSpace(text, length);
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    at = skipZeros(text, at, length);
    int digits = 19;
    if (length - at >= 19 && compare(text, at, negative ? INT_MIN : INT_MAX) > 0) {
      digits = 18;
    }
    long value = 0;
    for (int end = (int) Math.min(length, at + (long) digits);
        at < end && isDigit(text[at]);
        at++) {
      value = value * 10 + (text[at] - '0');
    }
    return negative ? -value : value;
  }

  /** Reads at most sixteen significant hexadecimal digits, with or without prefix. */
  public static long hexadecimal(byte[] text, int length) {
    int at = skipSpace(text, length);
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    if (at < length - 2 && text[at] == '0' && (text[at + 1] | 0x20) == 'x') {
      at += 2;
    }
    at = skipZeros(text, at, length);
    long value = 0;
    for (int n = 0; at < length && n < 16 && hexDigit(text[at]) >= 0; n++) {
      value = (value << 4) + hexDigit(text[at++]);
    }
    return negative ? -value : value;
  }

  /** Reads at most 21 significant octal digits. */
  public static long octal(byte[] text, int length) {
    int at = skipSpace(text, length);
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    at = skipZeros(text, at, length);
    long value = 0;
    for (int n = 0; at < length && n < 21 && text[at] >= '0' && text[at] <= '7'; n++) {
      value = (value << 3) + (text[at++] - '0');
    }
    return negative ? -value : value;
  }

  /** Reads at most 63 significant binary digits, with or without prefix. */
  public static long binary(byte[] text, int length) {
    int at = skipSpace(text, length);
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    if (at < length - 2 && text[at] == '0' && (text[at + 1] | 0x20) == 'b') {
      at += 2;
    }
    at = skipZeros(text, at, length);
    long value = 0;
    for (int n = 0; at < length && n < 63 && (text[at] == '0' || text[at] == '1'); n++) {
      value = (value << 1) + (text[at++] - '0');
    }
    return negative ? -value : value;
  }

  /**
   * The float conversion; also the value of a float literal.
   *
   * <p>Fifteen digits count, leading zeros included; the point may be a comma; the exponent is
   * applied by repeated multiplication with powers of ten, so that the last bits can differ from
   * those of a correctly rounding reader.
   */
  public static double toFloat(byte[] text, int length) {
    int at = skipSpace(text, length);
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    double value = 0;
    int digits = FLOAT_DIGITS_MAX;
    for (; at < length && digits > 0 && isDigit(text[at]); at++, digits--) {
      value = value * 10 + (text[at] - '0');
    }
    if (at < length && (text[at] == '.' || text[at] == ',')) {
      double divisor = 1;
      for (at++; at < length && digits > 0 && isDigit(text[at]); at++, digits--) {
        value = value * 10 + (text[at] - '0');
        divisor *= 10;
      }
      value /= divisor;
    }
    if (negative && value != 0) {
      value = -value;
    }
    if (digits == 0) {
      while (at < length && (text[at] | 0x20) != 'e') {
        at++;
      }
    }
    if (at < length && (text[at] | 0x20) == 'e') {
      value = scale(value, text, at + 1, length);
    }
    return value;
  }

  private static double scale(double value, byte[] text, int from, int length) {
    int at = from;
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int exponent = 0;
    for (; at < length && isDigit(text[at]) && exponent < EXPONENT_MAX; at++) {
      exponent = exponent * 10 + (text[at] - '0');
    }
    exponent = Math.min(exponent, negative ? EXPONENT_MAX - 1 : EXPONENT_MAX);
    double scaled = value;
    for (int i = 0; exponent != 0; exponent >>= 1, i++) {
      if ((exponent & 1) != 0) {
        scaled = negative ? scaled / POWERS[i] : scaled * POWERS[i];
      }
    }
    return scaled;
  }

  private static int skipSpace(byte[] text, int length) {
    int at = 0;
    while (at < length && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static int skipSpaceAndSign(byte[] text, int length) {
    int at = skipSpace(text, length);
    return at < length && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
  }

  private static int skipZeros(byte[] text, int from, int length) {
    int at = from;
    while (at < length && text[at] == '0') {
      at++;
    }
    return at;
  }

  private static int compare(byte[] text, int from, byte[] other) {
    for (int i = 0; i < other.length; i++) {
      int difference = (text[from + i] & 0xFF) - (other[i] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
