package dev.sonatina.jx9.builtin;

/**
 * An unevaluated sum of two doubles, which together hold about 106 bits.
 *
 * @param high the nearest double
 * @param low what it lacks, at most half a unit of its last place
 */
record DoubleDouble(double high, double low) {
  static final DoubleDouble ONE = of(1);

  static DoubleDouble of(double value) {
    return new DoubleDouble(value, 0);
  }

  /**
   * The exact sum of {@code a} and {@code b}, of which {@code a} is not the smaller in magnitude.
   */
  private static DoubleDouble quickSum(double a, double b) {
    double sum = a + b;
    return new DoubleDouble(sum, b - (sum - a));
  }

  /** The exact sum of two doubles. */
  static DoubleDouble sum(double a, double b) {
    double sum = a + b;
    double other = sum - a;
    return new DoubleDouble(sum, (a - (sum - other)) + (b - other));
  }

  /** The exact product of two doubles. */
  static DoubleDouble product(double a, double b) {
    double product = a * b;
    return new DoubleDouble(product, Math.fma(a, b, -product));
  }

  DoubleDouble plus(DoubleDouble other) {
    DoubleDouble s = sum(high, other.high);
    DoubleDouble t = sum(low, other.low);
    DoubleDouble u = quickSum(s.high, s.low + t.high);
    return quickSum(u.high, u.low + t.low);
  }

  DoubleDouble plus(double other) {
    DoubleDouble s = sum(high, other);
    return quickSum(s.high, s.low + low);
  }

  DoubleDouble minus(DoubleDouble other) {
    return plus(other.negated());
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  DoubleDouble times(DoubleDouble other) {
    DoubleDouble p = product(high, other.high);
    return quickSum(p.high, p.low + (high * other.low + low * other.high));
  }

  DoubleDouble times(double other) {
    DoubleDouble p = product(high, other);
    return quickSum(p.high, p.low + low * other);
  }

  /** This value times a power of two. */
  DoubleDouble scaled(double powerOfTwo) {
    return new DoubleDouble(high * powerOfTwo, low * powerOfTwo);
  }

  DoubleDouble dividedBy(DoubleDouble other) {
    double first = high / other.high;
    DoubleDouble rest = minus(other.times(first));
    double second = rest.high / other.high;
    double third = rest.minus(other.times(second)).high / other.high;
    return quickSum(first, second).plus(third);
  }

  DoubleDouble dividedBy(double other) {
    return dividedBy(of(other));
  }

  /** The nearest double. */
  double value() {
    return high + low;
  }
}
