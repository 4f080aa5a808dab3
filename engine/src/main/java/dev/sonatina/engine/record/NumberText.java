package dev.sonatina.engine.record;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;

/**
 * Numbers as JSON text.
 *
 * <p>A double is written with the fewest digits that read back as the same double, plain between
 * 1e-4 and 1e15 and with an exponent beyond, as the original does; a whole one keeps {@code .0}, so
 * that it comes back as a double. JSON knows no infinity and no NaN: they become null.
 */
final class NumberText {

  /** The longest text of a number. */
  static final int LENGTH_MAX = 32;

  private static final int PLAIN_POINT_MIN = -3;
  private static final int PLAIN_POINT_MAX = 15;

  private NumberText() {}

  /** Writes an int and answers where it ends. */
  static int write(long value, byte[] out, int at) {
    if (value >= 0) {
      return writeDigits(value, out, at);
    }
    out[at++] = '-';
    if (value == Long.MIN_VALUE) {
      at = writeDigits(922337203685477580L, out, at);
      out[at] = '8';
      return at + 1;
    }
    return writeDigits(-value, out, at);
  }

  /** Writes an unsigned int given by its 64 bits and answers where it ends. */
  static int writeUnsigned(long bits, byte[] out, int at) {
    long head = Long.divideUnsigned(bits, 10);
    if (head > 0) {
      at = writeDigits(head, out, at);
    }
    out[at] = (byte) ('0' + (bits - head * 10));
    return at + 1;
  }

  private static int writeDigits(long value, byte[] out, int at) {
    int size = 1;
    for (long limit = 10; size < 19 && value >= limit; limit *= 10) {
      size++;
    }
    long rest = value;
    for (int i = at + size - 1; i >= at; i--) {
      long tenth = rest / 10;
      out[i] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    return at + size;
  }

  /** Writes a double and answers where it ends. */
  static int write(double value, byte[] out, int at) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out[at] = 'n';
      out[at + 1] = 'u';
      out[at + 2] = 'l';
      out[at + 3] = 'l';
      return at + 4;
    }
    // Java's form: digits with a point among or after them, then perhaps E and an exponent.
    String text = DoubleToDecimal.toString(value);
    int exponentAt = text.indexOf('E');
    if (exponentAt < 0) {
      return copy(text, 0, text.length(), out, at);
    }
    int start = 0;
    if (text.charAt(0) == '-') {
      out[at++] = '-';
      start = 1;
    }
    // d.ddd E exponent: the decimal point belongs after the digit number `point`.
    int point = Integer.parseInt(text, exponentAt + 1, text.length(), 10) + 1;
    int digits = exponentAt - start - 1;
    if (digits == 2 && text.charAt(start + 2) == '0') {
      digits = 1;
    }
    if (point > PLAIN_POINT_MAX || point < PLAIN_POINT_MIN) {
      return writeExponent(text, start, digits, point - 1, out, at);
    }
    return writePlain(text, start, digits, point, out, at);
  }

  private static int writeExponent(
      String text, int start, int digits, int exponent, byte[] out, int at) {
    out[at++] = (byte) text.charAt(start);
    if (digits > 1) {
      out[at++] = '.';
      at = copy(text, start + 2, start + 1 + digits, out, at);
    }
    out[at++] = 'e';
    out[at++] = (byte) (exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out[at++] = '0';
    }
    return writeDigits(size, out, at);
  }

  private static int writePlain(String text, int start, int digits, int point, byte[] out, int at) {
    if (point <= 0) {
      out[at++] = '0';
      out[at++] = '.';
      for (int i = point; i < 0; i++) {
        out[at++] = '0';
      }
    }
    for (int i = 0; i < Math.max(digits, point); i++) {
      if (i == point && i > 0) {
        out[at++] = '.';
      }
      out[at++] = (byte) (i >= digits ? '0' : text.charAt(i == 0 ? start : start + 1 + i));
    }
    if (point >= digits && point > 0) {
      out[at++] = '.';
      out[at++] = '0';
    }
    return at;
  }

  private static int copy(String text, int from, int to, byte[] out, int at) {
    for (int i = from; i < to; i++) {
      out[at++] = (byte) text.charAt(i);
    }
    return at;
  }
}
