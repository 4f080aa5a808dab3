package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** A variable, or the place for one that does not exist yet. Numbers are kept unboxed. */
final class Variable {
  int kind;
  long intValue;
  double floatValue;

  /**
   * The value if {@link #kind} says so, null if the variable does not exist; else the boxed number
   * if it was asked for before.
   */
  @Nullable Value value;

  boolean exists() {
    return kind != Kind.VALUE || value != null;
  }

  /** Makes the variable exist, as null if it did not. */
  void create() {
    if (kind == Kind.VALUE && value == null) {
      value = NullValue.NULL;
    }
  }

  void clear() {
    kind = Kind.VALUE;
    value = null;
  }

  /** The value; null for a variable that does not exist. */
  Value get() {
    Value known = value;
    if (known != null) {
      return known;
    }
    Value boxed =
        switch (kind) {
          case Kind.INT -> IntValue.of(intValue);
          case Kind.FLOAT -> FloatValue.of(floatValue);
          default -> NullValue.NULL;
        };
    if (kind != Kind.VALUE) {
      value = boxed;
    }
    return boxed;
  }

  /** Leaves the value in a register of the frame. */
  int load(Frame frame) {
    switch (kind) {
      case Kind.INT -> frame.intResult = intValue;
      case Kind.FLOAT -> frame.floatResult = floatValue;
      default -> {
        Value known = value;
        frame.value = known == null ? NullValue.NULL : known;
      }
    }
    return kind;
  }

  void set(Value newValue) {
    value = newValue;
    if (newValue instanceof IntValue number) {
      kind = Kind.INT;
      intValue = number.value();
    } else if (newValue instanceof FloatValue number) {
      kind = Kind.FLOAT;
      floatValue = number.value();
    } else {
      kind = Kind.VALUE;
    }
  }

  void setInt(long number) {
    kind = Kind.INT;
    intValue = number;
    value = null;
  }

  void setFloat(double number) {
    kind = Kind.FLOAT;
    floatValue = number;
    value = null;
  }

  /** Takes what {@link Node#evaluate} left in the registers of a frame. */
  void store(int resultKind, Frame frame) {
    switch (resultKind) {
      case Kind.INT -> setInt(frame.intResult);
      case Kind.FLOAT -> setFloat(frame.floatResult);
      default -> {
        kind = Kind.VALUE;
        value = frame.value;
      }
    }
  }
}
