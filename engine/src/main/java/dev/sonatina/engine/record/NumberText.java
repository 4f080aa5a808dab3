package dev.sonatina.engine.record;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

  /** Doubles between these may have a short text. */
  private static final double SHORT_MIN = 1e-4;

  private static final double SHORT_MAX = 1e9;
  private static final int MILLION = 1_000_000;
  private static final int EIGHT_DIGITS = 100_000_000;

  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The digits of 00 to 99. */
  private static final short[] PAIR_DIGITS = new short[100];

  /** The powers of ten, for the number of digits; the last is above every long. */
  private static final long[] TENS = new long[20];

  static {
    for (int i = 0; i < PAIR_DIGITS.length; i++) {
      PAIR_DIGITS[i] = (short) ('0' + i / 10 | ('0' + i % 10) << 8);
    }
    TENS[0] = 1;
    for (int i = 1; i < 19; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
    TENS[19] = Long.MAX_VALUE;
  }

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
    if (value < 10) {
      out[at] = (byte) ('0' + value);
      return at + 1;
    }
    int end = at + digits(value);
    int i = end;
    long rest = value;
    while (rest >= EIGHT_DIGITS) {
      long head = rest / EIGHT_DIGITS;
      int tail = (int) (rest - head * EIGHT_DIGITS);
      for (int pair = 0; pair < 4; pair++) {
        int hundredth = hundredth(tail);
        i = writePair(tail - hundredth * 100, out, i);
        tail = hundredth;
      }
      rest = head;
    }
    int small = (int) rest;
    while (small >= 10) {
      int hundredth = hundredth(small);
      i = writePair(small - hundredth * 100, out, i);
      small = hundredth;
    }
    if (i > at) {
      out[at] = (byte) ('0' + small);
    }
    return end;
  }

  /**
   * A number from 0 on, divided by 100. The optimizing compiler makes this of a division; the quick
   * one divides, which takes many times longer.
   */
  private static int hundredth(int value) {
    return (int) ((value * 1_374_389_535L) >>> 37);
  }

  /** Writes two digits in front of a place and answers where they begin. */
  private static int writePair(int value, byte[] out, int before) {
    PAIRS.set(out, before - 2, PAIR_DIGITS[value]);
    return before - 2;
  }

  /** How many digits a number above 0 has. */
  private static int digits(long value) {
    // 1233 / 4096 is a little above log10(2): right, or one too few.
    int guess = ((Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233) >>> 12;
    return value < TENS[guess] ? guess : guess + 1;
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
    int shortEnd = writeShort(value, out, at);
    if (shortEnd > 0) {
      return shortEnd;
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

  /**
   * Writes a double that has at most six decimals and fifteen digits, as most of those that people
   * and programs write down; answers 0 for others.
   */
  private static int writeShort(double value, byte[] out, int from) {
    double size = Math.abs(value);
    if (!(size >= SHORT_MIN && size < SHORT_MAX)) {
      return 0;
    }
    // Different numbers of up to fifteen digits are different doubles, so that these digits, if
    // they
    // read back as the value, are the only ones that do.
    long millionths = Math.round(size * MILLION);
    if (millionths / (double) MILLION != size) {
      return 0;
    }
    int at = from;
    if (value < 0) {
      out[at++] = '-';
    }
    long whole = millionths / MILLION;
    int decimals = (int) (millionths - whole * MILLION);
    at = writeDigits(whole, out, at);
    out[at++] = '.';
    int end = at + 6;
    int i = end;
    for (int pair = 0; pair < 3; pair++) {
      int hundredth = hundredth(decimals);
      i = writePair(decimals - hundredth * 100, out, i);
      decimals = hundredth;
    }
    while (end > at + 1 && out[end - 1] == '0') {
      end--;
    }
    return end;
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
