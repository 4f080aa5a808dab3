package dev.sonatina.jx9.value;

/**
 * One Jx9 value.
 *
 * <p>Every value but {@link MapValue} is immutable and may be shared between threads. Maps are
 * shared by reference between the variables of a script, and belong to one thread at a time.
 *
 * <p>{@link Object#equals} is identity except for {@link StringValue}; scripts compare through
 * {@link Comparison}.
 */
public abstract sealed class Value
    permits NullValue, BoolValue, IntValue, FloatValue, StringValue, EntryTable, ResourceValue {

  Value() {}

  /** The type of this value. */
  public abstract ValueType type();

  /**
   * Conversion to bool: null, zero, strings of zeros only, "false" in any case and empty maps are
   * false.
   */
  public abstract boolean toBool();

  /** Conversion to int, as casts, bit operators and array keys do it. */
  public abstract long toInt();

  /** Conversion to float, as casts and float parameters do it. */
  public abstract double toFloat();

  /**
   * Conversion to a number, as {@code +} and {@code *} do it: the result is an {@link IntValue} or
   * a {@link FloatValue}.
   */
  public abstract Value toNumber();

  /** Conversion to a string; a map gives its JSON text. */
  public abstract StringValue toStringValue();

  /**
   * As {@link #toStringValue()} for scripts, which can make maps whose text is as good as endless.
   */
  public StringValue toStringValue(WorkGuard guard) {
    return toStringValue();
  }

  /** Whether this value is null. */
  public final boolean isNull() {
    return this == NullValue.NULL;
  }

  /** The name {@code gettype} gives. */
  public abstract String typeName();

  /**
   * The 64 bits that the original finds in the slot of a number, whatever the value is. It does not
   * convert the operands of {@code -} when neither is a float, nor the index of a byte to replace,
   * but takes what this slot holds.
   */
  public abstract long intPayload();
}
