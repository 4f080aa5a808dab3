package dev.sonatina.jx9.builtin;

/**
 * Elementary functions rounded correctly, but for rare cases within a hair of the middle between
 * two doubles.
 *
 * <p>The original calls the C library, whose results are of that quality; Java's own may differ in
 * the last bit, which shows in about one of ten printed results that differ.
 */
/*
 * Each function takes the platform's result as a first guess, good to 52 bits, and corrects it once with about 106 bits: for an inverse
 * function y0 + (x - f(y0)) / f'(y0), where f is one of the two series below.
 */
final class PreciseMath {
  private static final DoubleDouble LN_2 =
      new DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

  /** The half of pi in three parts, so that a multiple of it can be taken off exactly. */
  private static final double HALF_PI_1 = 0x1.921fb54442d18p0;

  private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
  private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;

  /** Beyond this the platform's argument reduction is relied upon. */
  private static final double REDUCTION_MAX = 1 << 28;

  private static final double LOG10_E = 0.4342944819032518;
  private static final double LOG10_2_HIGH = 0.30102999566361177;
  private static final double LOG10_2_LOW = 3.694239077158931E-13;

  private static final int SERIES_TERMS = 27;
  private static final int EXP_HALVINGS = 8;
  private static final int EXP_TERMS = 12;

  private PreciseMath() {}

  // --- the two series

  /** e to the power of {@code x}, whose magnitude is below 700. */
  private static DoubleDouble exponential(DoubleDouble x) {
    double multiple = Math.rint(x.high() / LN_2.high());
    DoubleDouble rest = x.minus(LN_2.times(multiple)).scaled(1.0 / (1 << EXP_HALVINGS));
    // The series of e^r - 1, which stays exact while it is squared: (1 + s)^2 - 1 = 2s + s^2.
    DoubleDouble term = rest;
    DoubleDouble sum = rest;
    for (int i = 2; i <= EXP_TERMS; i++) {
      term = term.times(rest).dividedBy(i);
      sum = sum.plus(term);
    }
    for (int i = 0; i < EXP_HALVINGS; i++) {
      sum = sum.scaled(2).plus(sum.times(sum));
    }
    DoubleDouble power = sum.plus(1);
    int half = (int) multiple / 2;
    return power.scaled(Math.scalb(1.0, half)).scaled(Math.scalb(1.0, (int) multiple - half));
  }

  /** Sine and cosine of {@code x}, whose magnitude is below {@link #REDUCTION_MAX}. */
  private static DoubleDouble[] sineAndCosine(DoubleDouble x) {
    double quarters = Math.rint(x.high() / HALF_PI_1);
    DoubleDouble rest = x;
    for (double part : new double[] {HALF_PI_1, HALF_PI_2, HALF_PI_3}) {
      rest = rest.minus(DoubleDouble.product(quarters, part));
    }
    DoubleDouble sine = series(rest, rest, 1);
    DoubleDouble cosine = series(DoubleDouble.ONE, rest, 0);
    return switch ((int) Math.floorMod((long) quarters, 4L)) {
      case 0 -> new DoubleDouble[] {sine, cosine};
      case 1 -> new DoubleDouble[] {cosine, sine.negated()};
      case 2 -> new DoubleDouble[] {sine.negated(), cosine.negated()};
      default -> new DoubleDouble[] {cosine.negated(), sine};
    };
  }

  /** The alternating series that starts with {@code first}, a power {@code degree} of {@code x}. */
  private static DoubleDouble series(DoubleDouble first, DoubleDouble x, int degree) {
    DoubleDouble square = x.times(x).negated();
    DoubleDouble term = first;
    DoubleDouble sum = first;
    for (int i = degree + 2; i <= SERIES_TERMS; i += 2) {
      term = term.times(square).dividedBy((double) i * (i - 1));
      sum = sum.plus(term);
    }
    return sum;
  }

  // --- functions

  private static boolean isPlain(double x) {
    return Math.abs(x) < REDUCTION_MAX && Math.abs(x) > 0x1p-500;
  }

  static double sin(double x) {
    return isPlain(x) ? sineAndCosine(DoubleDouble.of(x))[0].value() : StrictMath.sin(x);
  }

  static double cos(double x) {
    return isPlain(x) ? sineAndCosine(DoubleDouble.of(x))[1].value() : StrictMath.cos(x);
  }

  static double tan(double x) {
    if (!isPlain(x)) {
      return StrictMath.tan(x);
    }
    DoubleDouble[] both = sineAndCosine(DoubleDouble.of(x));
    return both[0].dividedBy(both[1]).value();
  }

  static double exp(double x) {
    return Math.abs(x) < 700 ? exponential(DoubleDouble.of(x)).value() : StrictMath.exp(x);
  }

  static double log(double x) {
    return isUsual(x) ? logarithm(x).value() : StrictMath.log(x);
  }

  /** Whether {@code x} is positive and neither tiny nor infinite. */
  private static boolean isUsual(double x) {
    return x > 0x1p-1000 && x < Double.POSITIVE_INFINITY;
  }

  private static DoubleDouble logarithm(double x) {
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent);
    if (mantissa > 1.5) {
      mantissa /= 2;
      exponent++;
    }
    double guess = StrictMath.log(mantissa);
    DoubleDouble error = exponential(DoubleDouble.of(-guess)).times(mantissa).plus(-1);
    DoubleDouble correction = error.minus(error.times(error).scaled(0.5));
    return LN_2.times(exponent).plus(DoubleDouble.of(guess).plus(correction));
  }

  /** As the C library computes it from the natural logarithm. */
  static double log10(double x) {
    if (!isUsual(x)) {
      return StrictMath.log10(x);
    }
    int exponent = Math.getExponent(x);
    int carry = exponent < 0 ? 1 : 0;
    double mantissa = Math.scalb(x, -exponent - carry);
    double rest = (exponent + carry) * LOG10_2_LOW + LOG10_E * log(mantissa);
    return rest + (exponent + carry) * LOG10_2_HIGH;
  }

  static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1; // as C has it, where Java says NaN
    }
    double guess = StrictMath.pow(x, y);
    boolean isExtreme = !(Math.abs(guess) > 0x1p-1000 && Math.abs(guess) < 0x1p1000);
    if (isExtreme || Math.abs(guess) == 1 || !isUsual(Math.abs(x))) {
      return guess;
    }
    DoubleDouble power = exponential(logarithm(Math.abs(x)).times(y));
    return guess < 0 ? -power.value() : power.value();
  }

  static double asin(double x) {
    if (!(Math.abs(x) < 1 && Math.abs(x) > 0x1p-500)) {
      return StrictMath.asin(x);
    }
    double guess = StrictMath.asin(x);
    DoubleDouble[] both = sineAndCosine(DoubleDouble.of(guess));
    return corrected(guess, DoubleDouble.of(x).minus(both[0]), both[1]);
  }

  static double acos(double x) {
    if (!(Math.abs(x) < 1)) {
      return StrictMath.acos(x);
    }
    double guess = StrictMath.acos(x);
    DoubleDouble[] both = sineAndCosine(DoubleDouble.of(guess));
    return corrected(guess, both[1].plus(-x), both[0]);
  }

  static double atan(double x) {
    return atan2(x, 1);
  }

  static double atan2(double y, double x) {
    double guess = StrictMath.atan2(y, x);
    if (!isPlain(guess) || !isPlain(x) || !isPlain(y)) {
      return guess;
    }
    DoubleDouble[] both = sineAndCosine(DoubleDouble.of(guess));
    DoubleDouble across = both[1].times(y).minus(both[0].times(x));
    DoubleDouble along = both[1].times(x).plus(both[0].times(y));
    return corrected(guess, across, along);
  }

  private static double corrected(double guess, DoubleDouble error, DoubleDouble slope) {
    return DoubleDouble.of(guess).plus(error.dividedBy(slope)).value();
  }

  static double hypot(double x, double y) {
    double guess = StrictMath.hypot(x, y);
    if (!(guess > 0x1p-400 && guess < 0x1p400)) {
      return guess;
    }
    DoubleDouble squares = DoubleDouble.product(x, x).plus(DoubleDouble.product(y, y));
    DoubleDouble error = squares.minus(DoubleDouble.product(guess, guess));
    return corrected(guess, error, DoubleDouble.of(2 * guess));
  }

  /** As the C library computes it from the exponential. */
  static double cosh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude > 0.35 && magnitude < 22) {
      double power = exp(magnitude);
      return 0.5 * power + 0.5 / power;
    }
    return magnitude >= 22 && magnitude < 700 ? 0.5 * exp(magnitude) : StrictMath.cosh(x);
  }

  /** As the C library computes it from the exponential less one. */
  static double sinh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < 22 || magnitude >= 700) {
      return StrictMath.sinh(x);
    }
    return Math.copySign(0.5 * exp(magnitude), x);
  }
}
