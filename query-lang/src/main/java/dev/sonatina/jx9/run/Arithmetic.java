package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;

/** The rules of {@code + - * / %} and of the operators on bits, for operands of any type. */
final class Arithmetic {
  private static final double INT_LIMIT = 0x1p63;

  private Arithmetic() {}

  /** Leaves a float result, as an int if it is whole. */
  static int reduce(Frame frame, double result) {
    long whole = (long) result;
    if (whole == result && result > -INT_LIMIT && result < INT_LIMIT) {
      frame.intResult = whole;
      return Kind.INT;
    }
    frame.floatResult = result;
    return Kind.FLOAT;
  }

  // --- the four operations on numbers, for operands that are not both unboxed

  static int add(Frame frame, Value left, Value right) {
    if (left instanceof MapValue || right instanceof MapValue) {
      frame.value = union(frame, left, right);
      return Kind.VALUE;
    }
    Value a = left.toNumber();
    Value b = right.toNumber();
    if (a instanceof IntValue && b instanceof IntValue) {
      frame.intResult = a.toInt() + b.toInt();
      return Kind.INT;
    }
    return reduce(frame, a.toFloat() + b.toFloat());
  }

  /**
   * Neither operand is converted unless one is a float: then what their integer slots hold is
   * subtracted.
   */
  static int subtract(Frame frame, Value left, Value right) {
    if (left instanceof FloatValue || right instanceof FloatValue) {
      return reduce(frame, left.toFloat() - right.toFloat());
    }
    frame.intResult = left.intPayload() - right.intPayload();
    return Kind.INT;
  }

  static int multiply(Frame frame, Value left, Value right) {
    Value a = left.toNumber();
    Value b = right.toNumber();
    if (a instanceof IntValue && b instanceof IntValue) {
      frame.intResult = a.toInt() * b.toInt();
      return Kind.INT;
    }
    return reduce(frame, a.toFloat() * b.toFloat());
  }

  /**
   * The quotient as a float, or an int if it is whole; the left operand as a float if the right one
   * is zero.
   */
  static int divide(Frame frame, double left, double right) {
    if (right != 0) {
      return reduce(frame, left / right);
    }
    frame.run.report(Severity.ERROR, "Division by zero");
    frame.floatResult = left;
    return Kind.FLOAT;
  }

  static long modulo(Frame frame, long left, long right) {
    if (right != 0) {
      return left % right;
    }
    frame.run.report(Severity.ERROR, "Division by zero " + left + "%0");
    return 0;
  }

  /**
   * A new map with the entries of both, those of the left first; anything but a map or null counts
   * as one entry.
   */
  private static MapValue union(Frame frame, Value left, Value right) {
    MapValue union;
    if (left instanceof MapValue map) {
      union = map.copy();
    } else {
      union = MapValue.array();
      if (left != NullValue.NULL) {
        union.append(left);
      }
    }
    merge(union, right);
    frame.run.meter.allocate(MemoryAudit.MAP_BYTES + (long) MemoryAudit.ENTRY_BYTES * union.size());
    frame.run.meter.step(union.size() >> 3);
    return union;
  }

  /** Adds to a map what it does not have. */
  static void merge(MapValue target, Value source) {
    if (source instanceof MapValue map) {
      target.addMissing(map);
    } else if (source != NullValue.NULL) {
      target.append(source);
    }
  }

  /** What {@code +=} makes of the value of its target: a map is changed in place. */
  static Value addInPlace(Frame frame, Value target, Value value) {
    if (!(target instanceof MapValue) && !(value instanceof MapValue)) {
      return frame.result(add(frame, target, value));
    }
    MapValue map = toMap(target);
    int before = map.size();
    merge(map, value);
    frame.run.meter.allocate((long) MemoryAudit.ENTRY_BYTES * (map.size() - before));
    return map;
  }

  /** The map itself, or a new one holding the value at 0, or nothing for null. */
  static MapValue toMap(Value value) {
    if (value instanceof MapValue map) {
      return map;
    }
    MapValue map = MapValue.array();
    if (value != NullValue.NULL) {
      map.append(value);
    }
    return map;
  }
}
