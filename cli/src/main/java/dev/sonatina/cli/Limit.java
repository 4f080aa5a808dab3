package dev.sonatina.cli;

/**
 * A limit under the name by which users set it.
 *
 * @param <L> the limits it is one of
 */
interface Limit<L> {

  /** The name that users write. */
  String label();

  /** The smallest value it can have; 0 means no limit, or the highest there is. */
  long min();

  /** The largest value it can have. */
  long max();

  /** What is limited, in the words of the command {@code limits}. */
  String meaning();

  long of(L limits);

  /** The limits with this one changed to a value from {@link #min} to {@link #max}. */
  L change(L limits, long value);
}
