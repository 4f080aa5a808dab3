package dev.sonatina.cli.sample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution of a function, on the CPU or the GPU. Filled in while its step is traced. */
final class TracedCall {

  /** A message that a call sent or received. */
  record Message(long bytes, int source, int target, int tag, long timestamp, boolean isSend) {}

  /** A value that was counted during a call. */
  record Counter(int index, String name, long value, long timestamp) {}

  final TracedFunction function;
  final @Nullable TracedCall parent;
  final String eventId;
  final int thread;
  final long entry;
  final List<Message> messages = new ArrayList<>(1);
  final List<Counter> counters = new ArrayList<>(0);

  /** 0 while it is running. */
  long exit;

  /** Time spent in calls made by this one. */
  long childrenMicros;

  /** How many times longer than usual it took; 0 for a usual call. */
  double anomalyFactor;

  /** For an event on the GPU, the call that launched it, if that was recorded. */
  @Nullable TracedCall launchedBy;

  TracedCall(
      TracedFunction function,
      @Nullable TracedCall parent,
      String eventId,
      int thread,
      long entry) {
    this.function = function;
    this.parent = parent;
    this.eventId = eventId;
    this.thread = thread;
    this.entry = entry;
  }

  boolean isAnomaly() {
    return anomalyFactor > 0;
  }

  boolean isOnGpu() {
    return function.kind() == TracedFunction.Kind.KERNEL;
  }

  long totalMicros() {
    return exit - entry;
  }

  long exclusiveMicros() {
    return totalMicros() - childrenMicros;
  }
}
