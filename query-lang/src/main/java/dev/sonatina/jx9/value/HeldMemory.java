package dev.sonatina.jx9.value;

/**
 * Accounts for something that grows in small pieces, such as a string or an array being built. A
 * guard is asked for many pieces at once, so that little goes unnoticed and asking costs little.
 */
public final class HeldMemory {
  private static final long PORTION = 1 << 14;

  private final WorkGuard guard;
  private long unasked;

  /** Memory that {@code guard} watches over. */
  public HeldMemory(WorkGuard guard) {
    this.guard = guard;
  }

  /** Adds {@code bytes} that are about to be taken. */
  public void add(long bytes) {
    unasked += bytes;
    if (unasked >= PORTION) {
      guard.allocate(unasked);
      unasked = 0;
    }
  }
}
