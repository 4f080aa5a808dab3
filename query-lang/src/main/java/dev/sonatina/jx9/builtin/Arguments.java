package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import org.jspecify.annotations.Nullable;

/** How builtins look at their arguments. */
final class Arguments {
  private Arguments() {}

  /** The argument at {@code index} converted to a string. */
  static StringValue text(CallContext context, Value[] arguments, int index) {
    return arguments[index].toStringValue(context.meter()).withoutPayload();
  }

  /** The argument at {@code index} converted to a string, {@code missing} if there is none. */
  static StringValue text(CallContext context, Value[] arguments, int index, StringValue missing) {
    return index < arguments.length ? text(context, arguments, index) : missing;
  }

  /** The argument at {@code index} if it is a string, else null. */
  static @Nullable StringValue string(Value[] arguments, int index) {
    return index < arguments.length && arguments[index] instanceof StringValue text
        ? text.withoutPayload()
        : null;
  }

  /** The argument at {@code index} if it is a map, else null. */
  static @Nullable MapValue map(Value[] arguments, int index) {
    return index < arguments.length && arguments[index] instanceof MapValue map ? map : null;
  }

  /**
   * The low 32 bits of the argument at {@code index} converted to an int, {@code missing} if there
   * is none.
   */
  static int int32(Value[] arguments, int index, int missing) {
    return index < arguments.length ? (int) arguments[index].toInt() : missing;
  }

  /** The argument at {@code index} converted to a bool, false if there is none. */
  static boolean flag(Value[] arguments, int index) {
    return index < arguments.length && arguments[index].toBool();
  }

  static boolean isType(Value[] arguments, int index, ValueType type) {
    return index < arguments.length && arguments[index].type() == type;
  }

  /** Counts the work of looking once at {@code bytes} bytes. */
  static void scan(CallContext context, int bytes) {
    context.meter().step(1 + (bytes >> 6));
  }

  /** Reports a message under the name of the running function. */
  static void report(CallContext context, Severity severity, String message) {
    context.report(severity, context.functionName() + "(): " + message);
  }
}
