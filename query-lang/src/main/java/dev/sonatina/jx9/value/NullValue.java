package dev.sonatina.jx9.value;

/** The null value. */
public final class NullValue extends Value {
  /** The only instance. */
  public static final NullValue NULL = new NullValue();

  private NullValue() {}

  @Override
  public ValueType type() {
    return ValueType.NULL;
  }

  @Override
  public boolean toBool() {
    return false;
  }

  @Override
  public long toInt() {
    return 0;
  }

  @Override
  public double toFloat() {
    return 0;
  }

  @Override
  public Value toNumber() {
    return IntValue.ZERO;
  }

  @Override
  public StringValue toStringValue() {
    return StringValue.EMPTY;
  }

  @Override
  public String typeName() {
    return "null";
  }

  @Override
  public long intPayload() {
    return 0;
  }

  @Override
  public String toString() {
    return "null";
  }
}
