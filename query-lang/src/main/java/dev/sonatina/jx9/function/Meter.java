package dev.sonatina.jx9.function;

/**
 * Counts what a run uses and stops it at its limits.
 *
 * <p>Every method may throw the run's limit or cancellation exception. A function that loops calls
 * {@link #step} at least once per few thousand elements or bytes, so that a run can be stopped
 * within 100 ms.
 */
public interface Meter {
  /**
   * Counts {@code count} units of work, each about as long as one operator or a few dozen bytes
   * copied.
   */
  void step(long count);

  /** Asks for {@code bytes} of memory that the caller is about to take. Ask before taking. */
  void allocate(long bytes);

  /** Looks at once whether the run was cancelled or is out of time. */
  void checkpoint();
}
