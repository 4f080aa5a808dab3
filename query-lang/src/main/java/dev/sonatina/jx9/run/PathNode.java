package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * {@code $r.a[0].b} with keys known at compile time. In a stored record that nobody has touched yet
 * the path is walked over the encoded bytes; nothing is decoded but the value at its end.
 */
final class PathNode extends Node {
  private final Variables.Load variable;
  private final PathKey[] keys;

  PathNode(Variables.Load variable, PathKey[] keys) {
    this.variable = variable;
    this.keys = keys;
  }

  /** The record in which the path can be walked without decoding, null if there is none. */
  @Nullable MemberSource record(Frame frame) {
    return variable.eval(frame) instanceof MapValue map ? map.untouchedSource() : null;
  }

  /**
   * The handle of the value at the end of the path, {@link MemberSource#ABSENT} if there is none.
   */
  int find(Frame frame, MemberSource record) {
    // The variable holds the map that record() was asked for.
    MapValue map = (MapValue) frame.variables[variable.slot].get();
    int handle = map.handle();
    for (PathKey key : keys) {
      MemberName name = key.name;
      handle = name == null ? record.element(handle, key.index) : record.member(handle, name);
      if (handle == MemberSource.ABSENT) {
        return handle;
      }
    }
    return handle;
  }

  @Override
  public int evaluate(Frame frame) {
    MemberSource record = record(frame);
    if (record == null) {
      return frame.accept(walk(frame));
    }
    int handle = find(frame, record);
    if (handle == MemberSource.ABSENT) {
      frame.value = NullValue.NULL;
      return Kind.VALUE;
    }
    switch (record.typeAt(handle)) {
      case INT -> {
        frame.intResult = record.intAt(handle);
        return Kind.INT;
      }
      case FLOAT -> {
        frame.floatResult = record.floatAt(handle);
        return Kind.FLOAT;
      }
      case BOOL -> frame.value = BoolValue.of(record.boolAt(handle));
      case NULL -> frame.value = NullValue.NULL;
      case MAP -> frame.value = walk(frame);
      default -> frame.value = record.valueAt(handle);
    }
    return Kind.VALUE;
  }

  @Override
  public Value eval(Frame frame) {
    return frame.result(evaluate(frame));
  }

  @Override
  public boolean test(Frame frame) {
    MemberSource record = record(frame);
    if (record != null) {
      int handle = find(frame, record);
      if (handle == MemberSource.ABSENT) {
        return false;
      }
      if (record.typeAt(handle) == ValueType.MAP) {
        return record.countAt(handle) != 0;
      }
    }
    return switch (evaluate(frame)) {
      case Kind.INT -> frame.intResult != 0;
      case Kind.FLOAT -> frame.floatResult != 0;
      default -> frame.value.toBool();
    };
  }

  /** The value through maps, which hand out the same child each time. */
  private Value walk(Frame frame) {
    Value value = variable.eval(frame);
    for (PathKey key : keys) {
      Value next = key.in(value);
      if (next == null) {
        return NullValue.NULL;
      }
      value = next;
    }
    return value;
  }
}
