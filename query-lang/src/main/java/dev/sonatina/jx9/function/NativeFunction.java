package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;

/** A function written in Java that scripts can call by name. */
@FunctionalInterface
public interface NativeFunction {
  /**
   * Computes the result.
   *
   * @param context the run that calls
   * @param arguments as many values as were passed; the array is the function's own, maps in it are
   *     the caller's
   */
  Value call(CallContext context, Value[] arguments);
}
