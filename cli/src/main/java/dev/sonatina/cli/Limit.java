package dev.sonatina.cli;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A limit under the name by which users set it.
 *
 * @param label the name that users write
 * @param min the smallest value it can have; 0 means no limit, or the highest there is
 * @param max the largest value it can have
 * @param hostile what it is for clients that are not trusted, if that is less; {@link #AS_USUAL} if
 *     the default will do
 * @param meaning what is limited, in the words of the command {@code limits}
 * @param getter gives its value
 * @param setter gives the limits with this one changed to a value from {@code min} to {@code max}
 * @param <L> the limits it is one of
 */
record Limit<L>(
    String label,
    long min,
    long max,
    long hostile,
    String meaning,
    ToLongFunction<L> getter,
    Setter<L> setter) {

  static final long AS_USUAL = Long.MAX_VALUE;

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

  /** The limits with this one as it is for clients that are not trusted. */
  L tighten(L limits) {
    long now = of(limits);
    return hostile < now || (now == 0 && hostile != AS_USUAL) ? change(limits, hostile) : limits;
  }

  /** The same limit where its limits are part of others. */
  <O> Limit<O> within(Function<O, L> part, BiFunction<O, L, O> withPart) {
    return new Limit<>(
        label,
        min,
        max,
        hostile,
        meaning,
        outer -> of(part.apply(outer)),
        (outer, value) -> withPart.apply(outer, change(part.apply(outer), value)));
  }
}
