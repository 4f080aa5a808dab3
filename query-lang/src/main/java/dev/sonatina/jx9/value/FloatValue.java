package dev.sonatina.jx9.value;

/** A double-precision float. */
public final class FloatValue extends Value {
  private final double value;

  private FloatValue(double value) {
    this.value = value;
  }

  /** A value holding {@code value}, also when it is integral. */
  public static FloatValue of(double value) {
    return new FloatValue(value);
  }

  /**
   * The result of arithmetic: an int when {@code value} is a whole number strictly inside the int64
   * range, else a float.
   */
  public static Value reduce(double value) {
    long whole = (long) value;
    if (whole == value && whole > Long.MIN_VALUE && whole < Long.MAX_VALUE) {
      return IntValue.of(whole);
    }
    return new FloatValue(value);
  }

  /**
   * Conversion of a double to int: truncated, and INT64_MIN for NaN and for what lies outside the
   * int64 range.
   */
  public static long toInt(double value) {
    long whole = (long) value;
    if (whole == Long.MAX_VALUE || Double.isNaN(value)) {
      return Long.MIN_VALUE;
    }
    return whole;
  }

  public double value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
  }

  @Override
  public boolean toBool() {
    return value != 0;
  }

  @Override
  public long toInt() {
    return toInt(value);
  }

  @Override
  public double toFloat() {
    return value;
  }

  @Override
  public Value toNumber() {
    return this;
  }

  @Override
  public StringValue toStringValue() {
    ByteBuilder out = new ByteBuilder(24);
    FloatPrinter.print(value, out);
    return out.toStringValue();
  }

  @Override
  public String typeName() {
    return "float";
  }

  /** The bits of the float, since both share one slot. */
  @Override
  public long intPayload() {
    return Double.doubleToRawLongBits(value);
  }

  @Override
  public String toString() {
    return FloatPrinter.print(value);
  }
}
