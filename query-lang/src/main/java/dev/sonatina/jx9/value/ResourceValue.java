package dev.sonatina.jx9.value;

/**
 * A handle to something of the host, such as an open file; only host functions make and understand
 * them.
 */
public final class ResourceValue extends Value {
  private final Object handle;

  private ResourceValue(Object handle) {
    this.handle = handle;
  }

  /** A resource that stands for {@code handle}. */
  public static ResourceValue of(Object handle) {
    return new ResourceValue(handle);
  }

  /** What the resource stands for. */
  public Object handle() {
    return handle;
  }

  @Override
  public ValueType type() {
    return ValueType.RESOURCE;
  }

  @Override
  public boolean toBool() {
    return true;
  }

  @Override
  public long toInt() {
    return 1;
  }

  @Override
  public double toFloat() {
    return 1;
  }

  @Override
  public Value toNumber() {
    return IntValue.ONE;
  }

  @Override
  public StringValue toStringValue() {
    return StringValue.of("ResourceID_0x" + Integer.toHexString(System.identityHashCode(handle)));
  }

  @Override
  public String typeName() {
    return "resource";
  }

  @Override
  public long intPayload() {
    return 1;
  }

  @Override
  public String toString() {
    return toStringValue().toString();
  }
}
