package dev.sonatina.engine.query.column;

/**
 * The ints from {@code low} to {@code high}, or all others.
 *
 * @param low above {@code high} for none
 */
record IntRange(long low, long high, boolean isNegated) {

  static final IntRange ALL = new IntRange(Long.MIN_VALUE, Long.MAX_VALUE, false);
  static final IntRange NONE = new IntRange(1, 0, false);

  /** Doubles below this size stand for one int each. */
  private static final double EXACT_MAX = 0x1p53;

  static IntRange of(boolean all) {
    return all ? ALL : NONE;
  }

  static IntRange only(long value) {
    return new IntRange(value, value, false);
  }

  IntRange negated() {
    return new IntRange(low, high, !isNegated);
  }

  /** Where {@code value comparator constant} holds. */
  static IntRange of(Comparator comparator, long constant) {
    return switch (comparator) {
      case LESS ->
          constant == Long.MIN_VALUE ? NONE : new IntRange(Long.MIN_VALUE, constant - 1, false);
      case LESS_OR_EQUAL -> new IntRange(Long.MIN_VALUE, constant, false);
      case GREATER ->
          constant == Long.MAX_VALUE ? NONE : new IntRange(constant + 1, Long.MAX_VALUE, false);
      case GREATER_OR_EQUAL -> new IntRange(constant, Long.MAX_VALUE, false);
      case EQUAL, IDENTICAL -> only(constant);
      case NOT_EQUAL, NOT_IDENTICAL -> only(constant).negated();
    };
  }

  /** Where {@code value comparator constant} holds, or more where that has no simple limits. */
  static IntRange of(Comparator comparator, double constant) {
    if (!(Math.abs(constant) < EXACT_MAX)) {
      return ALL;
    }
    long floor = (long) Math.floor(constant);
    long ceiling = (long) Math.ceil(constant);
    return switch (comparator) {
      case LESS -> of(comparator, ceiling);
      case LESS_OR_EQUAL -> of(comparator, floor);
      case GREATER -> of(comparator, floor);
      case GREATER_OR_EQUAL -> of(comparator, ceiling);
      case EQUAL -> floor == ceiling ? only(floor) : NONE;
      case NOT_EQUAL -> floor == ceiling ? only(floor).negated() : ALL;
      case IDENTICAL -> NONE;
      case NOT_IDENTICAL -> ALL;
    };
  }

  boolean contains(long value) {
    return (value >= low && value <= high) != isNegated;
  }

  boolean isAll() {
    return isNegated ? low > high : low == Long.MIN_VALUE && high == Long.MAX_VALUE;
  }

  /** Whether no value from {@code min} to {@code max} is in the range. */
  boolean excludes(long min, long max) {
    return isNegated ? low <= min && max <= high : max < low || min > high;
  }
}
