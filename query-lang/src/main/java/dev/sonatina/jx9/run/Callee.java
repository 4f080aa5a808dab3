package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.StringValue;
import org.jspecify.annotations.Nullable;

/** What a function name stands for in a run: user functions, a native function, or nothing. */
final class Callee {
  final StringValue name;
  final @Nullable FunctionGroup group;

  /** The user function, if there is exactly one. */
  final @Nullable FunctionCode single;

  /** The native function; null where the script has one of its own by that name. */
  final @Nullable NativeFunction nativeFunction;

  Callee(StringValue name, @Nullable FunctionGroup group, @Nullable NativeFunction nativeFunction) {
    this.name = name;
    this.group = group;
    this.single = group == null ? null : group.single();
    this.nativeFunction = nativeFunction;
  }

  boolean exists() {
    return group != null || nativeFunction != null;
  }
}
