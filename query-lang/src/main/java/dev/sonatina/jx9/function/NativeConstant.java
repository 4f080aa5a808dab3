package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;

/** A named constant, computed at each use. */
@FunctionalInterface
public interface NativeConstant {
  /** The value at this use. */
  Value value(CallContext context);

  /** A constant that always has the same value. */
  static NativeConstant of(Value value) {
    return context -> value;
  }
}
