package dev.sonatina.jx9.value;

import org.jspecify.annotations.Nullable;

/**
 * Prints floats with the original's own digits, which differ from those of C's {@code printf} for
 * about one double in seven.
 */
/*
 * The original scales the value into 1..10 by repeated multiplication with 1e-8, 0.1, 1e8 and 10 in x87 extended precision, adds half a
 * unit of the last place (itself computed in double precision by repeated multiplication with 0.1), and takes digits off the front.
 * All of these steps round, so they are repeated here literally with a software float of the same precision. After sixteen digits only
 * zeros follow.
 */
public final class FloatPrinter {
  /** The conversions of the printf family. */
  public enum Form {
    FIXED,
    EXPONENT,
    GENERAL
  }

  /** The widest conversion; a longer fixed form is printed with an exponent instead. */
  private static final int BUFFER_SIZE = 1024;

  private static final int DIGITS_MAX = 16;
  private static final int EXPONENT_MAX = 350;
  private static final int GENERAL_PRECISION = 14;
  private static final ExtendedFloat ONE = ExtendedFloat.of(1);
  private static final ExtendedFloat TEN = ExtendedFloat.of(10);
  private static final ExtendedFloat LARGE = ExtendedFloat.of(1e8);
  private static final ExtendedFloat SMALL = ExtendedFloat.of(1e-8);
  private static final ExtendedFloat TENTH = ExtendedFloat.of(0.1);
  private static final double GENERAL_ROUNDER = rounder(GENERAL_PRECISION);
  private static final ExtendedFloat GENERAL_ROUNDER_EXTENDED = ExtendedFloat.of(GENERAL_ROUNDER);

  private FloatPrinter() {}

  /** The text of {@code value} as printing shows it. */
  public static String print(double value) {
    ByteBuilder out = new ByteBuilder(24);
    print(value, out);
    return out.toString();
  }

  /** Adds the text of {@code value} as printing shows it. */
  public static void print(double value, ByteBuilder out) {
    format(value, Form.GENERAL, 15, 'e', false, value < 0 ? '-' : 0, out);
  }

  /**
   * Adds {@code value} in the given form.
   *
   * @param precision digits after the point, or significant digits of the general form; not
   *     negative
   * @param exponentLetter what introduces the exponent
   * @param isAlternate whether the point and trailing zeros always show
   * @param sign the character before the digits, 0 for none; the sign of {@code value} itself is
   *     not looked at
   * @return false if "NaN" was printed in place of digits and sign
   */
  public static boolean format(
      double value,
      Form form,
      int precision,
      char exponentLetter,
      boolean isAlternate,
      int sign,
      ByteBuilder out) {
    double magnitude = value < 0 ? -value : value;
    int fraction = Math.min(precision, BUFFER_SIZE - 40);
    if (form == Form.GENERAL && fraction > 0) {
      fraction--;
    }
    if (Double.isNaN(value)) {
      return digits(null, 0, form, fraction, exponentLetter, isAlternate, sign, out);
    }
    if (magnitude == Double.POSITIVE_INFINITY) {
      out.append("NaN");
      return false;
    }
    boolean isCommon = form == Form.GENERAL && fraction == GENERAL_PRECISION;
    ExtendedFloat rounder =
        isCommon ? GENERAL_ROUNDER_EXTENDED : ExtendedFloat.of(rounder(fraction));
    ExtendedFloat rest = ExtendedFloat.of(magnitude);
    if (form == Form.FIXED) {
      rest.add(rounder);
    }
    int exponent = normalize(rest);
    if (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX) {
      out.append("NaN");
      return false;
    }
    if (form != Form.FIXED) {
      rest.add(rounder);
      if (!rest.isBelow(TEN)) {
        rest.multiply(TENTH);
        exponent++;
      }
    }
    return digits(rest, exponent, form, fraction, exponentLetter, isAlternate, sign, out);
  }

  private static double rounder(int precision) {
    double rounder = 0.5;
    for (int i = precision; i > 0; i--) {
      rounder *= 0.1;
    }
    return rounder;
  }

  /** Scales into 1 up to before 10 and returns the exponent of ten that was taken out. */
  private static int normalize(ExtendedFloat value) {
    int exponent = 0;
    if (value.isZero()) {
      return 0;
    }
    while (!value.isBelow(LARGE) && exponent <= EXPONENT_MAX) {
      value.multiply(SMALL);
      exponent += 8;
    }
    while (!value.isBelow(TEN) && exponent <= EXPONENT_MAX) {
      value.multiply(TENTH);
      exponent++;
    }
    while (value.isBelow(SMALL) && exponent >= -EXPONENT_MAX) {
      value.multiply(LARGE);
      exponent -= 8;
    }
    while (value.isBelow(ONE) && exponent >= -EXPONENT_MAX) {
      value.multiply(TEN);
      exponent--;
    }
    return exponent;
  }

  /** Writes the digits of {@code rest}, null for NaN, which shows as zeros. */
  private static boolean digits(
      @Nullable ExtendedFloat rest,
      int exponent,
      Form form,
      int precision,
      char exponentLetter,
      boolean isAlternate,
      int sign,
      ByteBuilder out) {
    boolean isGeneral = form == Form.GENERAL;
    boolean isFixed = isGeneral ? exponent >= -4 && exponent <= precision : form == Form.FIXED;
    int places = isGeneral && isFixed ? precision - exponent : precision;
    boolean hasPoint = places > 0 || isAlternate;
    isFixed &= exponent + places < BUFFER_SIZE - 30;
    if (sign != 0) {
      out.append(sign);
    }
    int taken =
        isFixed
            ? fixed(rest, exponent, places, hasPoint, out)
            : scaled(rest, places, hasPoint, out);
    if (isGeneral && !isAlternate && hasPoint) {
      trim(out, out.length() - taken);
    }
    if (!isFixed && (exponent != 0 || form == Form.EXPONENT)) {
      exponent(exponent, exponentLetter, out);
    }
    return true;
  }

  /** Writes the form without exponent and returns the number of characters. */
  private static int fixed(
      @Nullable ExtendedFloat rest, int exponent, int places, boolean hasPoint, ByteBuilder out) {
    int start = out.length();
    int count = 0;
    if (exponent < 0) {
      out.append('0');
    } else {
      for (int i = exponent; i >= 0; i--) {
        out.append(digit(rest, count++));
      }
    }
    if (hasPoint) {
      out.append('.');
    }
    int left = places;
    for (int i = exponent + 1; i < 0 && left > 0; i++, left--) {
      out.append('0');
    }
    for (; left > 0; left--) {
      out.append(digit(rest, count++));
    }
    return out.length() - start;
  }

  /** Writes one digit and the fraction and returns the number of characters. */
  private static int scaled(
      @Nullable ExtendedFloat rest, int places, boolean hasPoint, ByteBuilder out) {
    int start = out.length();
    int count = 0;
    out.append(digit(rest, count++));
    if (hasPoint) {
      out.append('.');
    }
    for (int i = places; i > 0; i--) {
      out.append(digit(rest, count++));
    }
    return out.length() - start;
  }

  private static int digit(@Nullable ExtendedFloat rest, int count) {
    return rest == null || count >= DIGITS_MAX ? '0' : '0' + rest.takeDigit();
  }

  private static void trim(ByteBuilder out, int start) {
    int end = out.length();
    while (end > start && out.byteAt(end - 1) == '0') {
      end--;
    }
    if (end > start && out.byteAt(end - 1) == '.') {
      end--;
    }
    out.setLength(end);
  }

  private static void exponent(int exponent, char letter, ByteBuilder out) {
    int magnitude = Math.abs(exponent);
    out.append(letter).append(exponent < 0 ? '-' : '+');
    if (magnitude >= 100) {
      out.append('0' + magnitude / 100);
    }
    out.append('0' + magnitude / 10 % 10).append('0' + magnitude % 10);
  }
}
