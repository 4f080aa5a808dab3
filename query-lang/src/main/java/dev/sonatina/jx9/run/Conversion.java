package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import dev.sonatina.jx9.value.WorkGuard;

/** The conversions that casts and typed parameters make. */
public enum Conversion {
  TO_INT('i', ValueType.INT) {
    @Override
    Value convert(Value value, WorkGuard guard) {
      return IntValue.of(value.toInt());
    }
  },
  TO_FLOAT('f', ValueType.FLOAT) {
    @Override
    Value convert(Value value, WorkGuard guard) {
      return FloatValue.of(value.toFloat());
    }
  },
  TO_STRING('s', ValueType.STRING) {
    @Override
    Value convert(Value value, WorkGuard guard) {
      return value.toStringValue(guard);
    }
  },
  TO_BOOL('b', ValueType.BOOL) {
    @Override
    Value convert(Value value, WorkGuard guard) {
      return BoolValue.of(value.toBool());
    }
  };

  private final char letter;
  private final ValueType type;

  Conversion(char letter, ValueType type) {
    this.letter = letter;
    this.type = type;
  }

  /** The letter that stands for the type in the signature of an overloaded function. */
  char letter() {
    return letter;
  }

  /** A value of exactly this type. */
  Value apply(Value value, WorkGuard guard) {
    return value.type() == type ? value : convert(value, guard);
  }

  abstract Value convert(Value value, WorkGuard guard);
}
