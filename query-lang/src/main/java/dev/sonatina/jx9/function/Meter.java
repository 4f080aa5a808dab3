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
  /** How many bytes a loop may pass between two looks. */
  int STRETCH = 1 << 16;

  /** Looks at once whether the run was cancelled or is out of time. */
  void checkpoint();

  /**
   * Whether the run was cancelled or is out of time, for work that other threads or other runs do
   * for this one. Safe for every thread.
   */
  boolean isOver();

  /**
   * For a loop over bytes whose work {@link #step} has counted as a whole: called with each index,
   * looks whether the run was cancelled or is out of time once per {@value #STRETCH} bytes.
   */
  default void checkpoint(int index) {
    if ((index & (STRETCH - 1)) == STRETCH - 1) {
      checkpoint();
    }
  }
}
