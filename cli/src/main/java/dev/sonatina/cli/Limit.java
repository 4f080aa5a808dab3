package dev.sonatina.cli;

import java.util.function.ToLongFunction;

/**
 * A limit under the name by which users set it.
 *
 * @param label the name that users write
 * @param min the smallest value it can have; 0 means no limit, or the highest there is
 * @param max the largest value it can have
 * @param meaning what is limited, in the words of the command {@code limits}
 * @param getter gives its value
 * @param setter gives the limits with this one changed to a value from {@code min} to {@code max}
 * @param <L> the limits it is one of
 */
record Limit<L>(
    String label, long min, long max, String meaning, ToLongFunction<L> getter, Setter<L> setter) {

  /** Changes one limit. */
  @FunctionalInterface
  interface Setter<L> {
    L set(L limits, long value);
  }

  long of(L limits) {
    return getter.applyAsLong(limits);
  }

  L change(L limits, long value) {
    return setter.set(limits, value);
  }
}
