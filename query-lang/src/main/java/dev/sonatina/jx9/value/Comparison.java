package dev.sonatina.jx9.value;

/**
 * Compares values. Loosely, the first rule that applies decides: with a bool both count as bools,
 * null is less than anything else, a map greater than anything else, with a string both count as
 * strings, and numbers compare as numbers. Strictly, types that differ are unequal.
 */
public final class Comparison {
  /**
   * Maps nested deeper than this, which contain themselves in all likelihood, count as equal; the
   * original overflows its stack.
   */
  private static final int DEPTH_MAX = 512;

  private Comparison() {}

  /** {@code left === right}. */
  public static boolean strictEquals(Value left, Value right) {
    return compare(left, right, true) == 0;
  }

  /**
   * Negative, zero or positive as {@code left} is less than, equal to or greater than {@code
   * right}.
   */
  public static int looseCompare(Value left, Value right) {
    return compare(left, right, false);
  }

  /**
   * As {@link #looseCompare}; if {@code strict}, values of different types are unequal and 1 is the
   * answer.
   */
  public static int compare(Value left, Value right, boolean strict) {
    return compare(left, right, strict, WorkGuard.NONE);
  }

  /**
   * As {@link #compare(Value, Value, boolean)} for scripts, which can make maps that contain
   * themselves.
   */
  public static int compare(Value left, Value right, boolean strict, WorkGuard guard) {
    return compare(left, right, strict, guard, 0);
  }

  private static int compare(Value left, Value right, boolean strict, WorkGuard guard, int depth) {
    ValueType a = left.type();
    ValueType b = right.type();
    if (strict && a != b) {
      return 1;
    }
    if (a == ValueType.INT && b == ValueType.INT) {
      return Long.compare(left.toInt(), right.toInt());
    }
    if (a == ValueType.STRING && b == ValueType.STRING) {
      return ((StringValue) left).compareTo((StringValue) right);
    }
    if (isTruth(a) || isTruth(b)) {
      return Boolean.compare(left.toBool(), right.toBool());
    }
    if (a == ValueType.NULL || b == ValueType.NULL) {
      return a == b ? 0 : a == ValueType.NULL ? -1 : 1;
    }
    if (a == ValueType.MAP || b == ValueType.MAP) {
      if (a != b) {
        return a == ValueType.MAP ? 1 : -1;
      }
      return compareMaps((MapValue) left, (MapValue) right, strict, guard, depth);
    }
    if (a == ValueType.STRING || b == ValueType.STRING) {
      return left.toStringValue().compareTo(right.toStringValue());
    }
    return compare(left.toFloat(), right.toFloat());
  }

  /** Compares floats as the original does: NaN equals everything, and the zeros are equal. */
  public static int compare(double left, double right) {
    return left > right ? 1 : left < right ? -1 : 0;
  }

  private static boolean isTruth(ValueType type) {
    return type == ValueType.BOOL || type == ValueType.RESOURCE;
  }

  private static int compareMaps(
      MapValue left, MapValue right, boolean strict, WorkGuard guard, int depth) {
    if (left == right || depth >= DEPTH_MAX) {
      return 0;
    }
    int bySize = Integer.compare(left.size(), right.size());
    if (bySize != 0) {
      return bySize;
    }
    for (int at = left.firstPosition(); at != MapValue.NONE; at = left.positionAfter(at)) {
      guard.step(1);
      StringValue name = left.nameAt(at);
      Value other = name != null ? right.get(name) : right.get(left.indexAt(at));
      if (other == null) {
        return 1;
      }
      int difference = compare(left.valueAt(at), other, strict, guard, depth + 1);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
