package dev.sonatina.jx9.value;

/**
 * Watches over work whose size the caller does not know beforehand, such as printing a map that
 * contains itself many times over.
 *
 * <p>The work tells what it does as it goes on; the guard stops it by throwing.
 */
public interface WorkGuard {
  /** A guard that never stops anything. */
  WorkGuard NONE =
      new WorkGuard() {
        @Override
        public void step(long count) {}

        @Override
        public void allocate(long bytes) {}
      };

  /**
   * Counts {@code count} units of work, each about as long as one operator or a few dozen bytes
   * copied.
   */
  void step(long count);

  /** Asked for instead of a string longer than {@link StringValue#LENGTH_MAX}. */
  long STRING_TOO_LONG = Long.MAX_VALUE;

  /**
   * Asks for {@code bytes} of memory that are about to be taken. A guard that watches over scripts
   * refuses {@link #STRING_TOO_LONG} whatever its limits are.
   */
  void allocate(long bytes);
}
