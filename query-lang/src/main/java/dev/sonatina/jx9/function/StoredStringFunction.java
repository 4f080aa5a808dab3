package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/**
 * A native function of two strings that can look for the second one in a stored record, where the
 * first one lies, without copying it. It asks nothing of its context but the meter.
 */
public interface StoredStringFunction extends NativeFunction {
  /**
   * What {@link #call} gives for the string at {@code handle} of {@code record}, which is short
   * enough to be searched without asking the meter.
   */
  Value ofStored(MemberSource record, int handle, StringValue other);
}
