package dev.sonatina.jx9.value;

/**
 * A non-negative float with a 64-bit mantissa, as x87 registers hold it, with the few operations
 * printing needs. Mutable.
 *
 * <p>The value is {@code mantissa * 2^exponent}; the top bit of the mantissa is set unless the
 * value is zero. Products and sums are rounded to the nearest 64-bit mantissa, to the even one if
 * two are equally near. The exponent has no bounds worth mentioning.
 */
final class ExtendedFloat {
  private static final long TOP_BIT = 1L << 63;

  private long mantissa;
  private int exponent;

  /** A copy of a finite double, which must not be negative. */
  static ExtendedFloat of(double value) {
    ExtendedFloat result = new ExtendedFloat();
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> 52) & 0x7FF;
    long fraction = bits & ((1L << 52) - 1);
    result.set(biased == 0 ? fraction : fraction | (1L << 52), Math.max(biased, 1) - 1075);
    return result;
  }

  private void set(long newMantissa, int newExponent) {
    if (newMantissa == 0) {
      mantissa = 0;
      exponent = 0;
      return;
    }
    int shift = Long.numberOfLeadingZeros(newMantissa);
    mantissa = newMantissa << shift;
    exponent = newExponent - shift;
  }

  boolean isZero() {
    return mantissa == 0;
  }

  boolean isBelow(ExtendedFloat other) {
    if (mantissa == 0 || other.mantissa == 0) {
      return mantissa == 0 && other.mantissa != 0;
    }
    if (exponent != other.exponent) {
      return exponent < other.exponent;
    }
    return Long.compareUnsigned(mantissa, other.mantissa) < 0;
  }

  /** Multiplies by {@code factor}. */
  void multiply(ExtendedFloat factor) {
    if (mantissa == 0 || factor.mantissa == 0) {
      set(0, 0);
      return;
    }
    long high = multiplyHighUnsigned(mantissa, factor.mantissa);
    long low = mantissa * factor.mantissa;
    int sum = exponent + factor.exponent + 64;
    if (high >= 0) {
      high = (high << 1) | (low >>> 63);
      low <<= 1;
      sum--;
    }
    round(high, low, sum);
  }

  /** Adds {@code term}. */
  void add(ExtendedFloat term) {
    if (term.mantissa == 0) {
      return;
    }
    if (mantissa == 0) {
      mantissa = term.mantissa;
      exponent = term.exponent;
      return;
    }
    boolean isLarger = !isBelow(term);
    long large = isLarger ? mantissa : term.mantissa;
    long small = isLarger ? term.mantissa : mantissa;
    int top = isLarger ? exponent : term.exponent;
    int distance = top - (isLarger ? term.exponent : exponent);
    long shifted = distance < 64 ? small >>> distance : 0;
    long rest =
        distance == 0 ? 0 : distance < 64 ? small << (64 - distance) : distance == 64 ? small : 1;
    long sum = large + shifted;
    if (Long.compareUnsigned(sum, large) < 0) {
      // A carry: one more bit goes to the rest, and the bits it pushes out stay visible in the
      // lowest one.
      rest = (sum << 63) | (rest >>> 1) | (rest & 1);
      sum = (sum >>> 1) | TOP_BIT;
      top++;
    }
    round(sum, rest, top);
  }

  /**
   * Removes and returns the integer part, which must be below 16, and multiplies what is left by
   * ten.
   */
  int takeDigit() {
    if (mantissa == 0 || exponent < -63) {
      timesTen();
      return 0;
    }
    int fractionBits = -exponent;
    int digit = (int) (mantissa >>> fractionBits);
    set(mantissa & ((1L << fractionBits) - 1), exponent);
    timesTen();
    return digit;
  }

  private void timesTen() {
    if (mantissa == 0) {
      return;
    }
    long high = multiplyHighUnsigned(mantissa, 10);
    long low = mantissa * 10;
    int shift = Long.numberOfLeadingZeros(high);
    round((high << shift) | (low >>> (64 - shift)), low << shift, exponent + 64 - shift);
  }

  private void round(long high, long low, int newExponent) {
    mantissa = high;
    exponent = newExponent;
    boolean isUp = low < 0 && (low != TOP_BIT || (high & 1) != 0);
    if (isUp && ++mantissa == 0) {
      mantissa = TOP_BIT;
      exponent++;
    }
  }

  private static long multiplyHighUnsigned(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
