package dev.sonatina.jx9.value;

/** True or false. */
public final class BoolValue extends Value {
  public static final BoolValue TRUE = new BoolValue(true);
  public static final BoolValue FALSE = new BoolValue(false);

  private final boolean value;
  private final StringValue text;

  private BoolValue(boolean value) {
    this.value = value;
    this.text = StringValue.withPayload(Boolean.toString(value), value ? 1 : 0);
  }

  /** The instance for {@code value}. */
  public static BoolValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.BOOL;
  }

  @Override
  public boolean toBool() {
    return value;
  }

  @Override
  public long toInt() {
    return value ? 1 : 0;
  }

  @Override
  public double toFloat() {
    return value ? 1 : 0;
  }

  @Override
  public Value toNumber() {
    return value ? IntValue.ONE : IntValue.ZERO;
  }

  @Override
  public StringValue toStringValue() {
    return text;
  }

  @Override
  public String typeName() {
    return "bool";
  }

  @Override
  public long intPayload() {
    return toInt();
  }

  @Override
  public String toString() {
    return Boolean.toString(value);
  }
}
