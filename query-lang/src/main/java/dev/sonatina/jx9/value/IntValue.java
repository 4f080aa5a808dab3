package dev.sonatina.jx9.value;

/** A 64-bit two's complement integer. */
public final class IntValue extends Value {
  private static final int CACHE_MIN = -128;
  private static final int CACHE_MAX = 1023;
  private static final IntValue[] CACHE = new IntValue[CACHE_MAX - CACHE_MIN + 1];

  static {
    for (int i = 0; i < CACHE.length; i++) {
      CACHE[i] = new IntValue(i + CACHE_MIN);
    }
  }

  public static final IntValue ZERO = of(0);
  public static final IntValue ONE = of(1);

  private final long value;

  private IntValue(long value) {
    this.value = value;
  }

  /** A value holding {@code value}; small ones are cached. */
  public static IntValue of(long value) {
    if (value >= CACHE_MIN && value <= CACHE_MAX) {
      return CACHE[(int) value - CACHE_MIN];
    }
    return new IntValue(value);
  }

  public long value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.INT;
  }

  @Override
  public boolean toBool() {
    return value != 0;
  }

  @Override
  public long toInt() {
    return value;
  }

  @Override
  public double toFloat() {
    return (double) value;
  }

  @Override
  public Value toNumber() {
    return this;
  }

  @Override
  public StringValue toStringValue() {
    return StringValue.ofInt(value);
  }

  @Override
  public String typeName() {
    return "int";
  }

  @Override
  public long intPayload() {
    return value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
