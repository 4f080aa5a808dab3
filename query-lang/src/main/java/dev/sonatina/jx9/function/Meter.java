package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.WorkGuard;

/**
 * Counts what a run uses and stops it at its limits.
 *
 * <p>Every method may throw the run's limit or cancellation exception. A function that loops calls
 * {@link #step} at least once per few thousand elements or bytes, so that a run can be stopped
 * within 100 ms, and {@link #allocate} before it takes memory.
 */
public interface Meter extends WorkGuard {
  /** Looks at once whether the run was cancelled or is out of time. */
  void checkpoint();
}
