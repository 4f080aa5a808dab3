package dev.sonatina.engine.query;

import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import dev.sonatina.jx9.value.WorkGuard;

/**
 * Compares values more strictly than scripts can: the same types, the same keys in the same order,
 * the same flags.
 */
final class StoredForm {

  private StoredForm() {}

  /** Whether two values are the same; {@code guard} watches over how many there are in them. */
  static boolean isSame(Value a, Value b, WorkGuard guard) {
    if (a.type() != b.type()) {
      return false;
    }
    if (a instanceof MapValue left && b instanceof MapValue right) {
      return isSameMap(left, right, guard);
    }
    if (a.type() == ValueType.FLOAT) {
      return Double.doubleToRawLongBits(a.toFloat()) == Double.doubleToRawLongBits(b.toFloat());
    }
    return Comparison.strictEquals(a, b);
  }

  private static boolean isSameMap(MapValue a, MapValue b, WorkGuard guard) {
    guard.step(1L + a.size());
    if (a.size() != b.size() || a.isObject() != b.isObject() || a.nextIndex() != b.nextIndex()) {
      return false;
    }
    int left = a.firstPosition();
    int right = b.firstPosition();
    while (left != MapValue.NONE) {
      if (!isSameKey(a, left, b, right) || !isSame(a.valueAt(left), b.valueAt(right), guard)) {
        return false;
      }
      left = a.positionAfter(left);
      right = b.positionAfter(right);
    }
    return true;
  }

  private static boolean isSameKey(MapValue a, int left, MapValue b, int right) {
    StringValue name = a.nameAt(left);
    StringValue other = b.nameAt(right);
    if (name == null && other == null) {
      return a.indexAt(left) == b.indexAt(right);
    }
    return name != null && other != null && name.equalTo(other);
  }
}
