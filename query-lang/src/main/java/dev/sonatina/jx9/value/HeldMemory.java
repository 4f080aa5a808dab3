package dev.sonatina.jx9.value;

/**
 * Accounts for something that grows and is held as a whole until it is finished, such as a string
 * or an array being built.
 *
 * <p>A guard counts as held what a script's variables refer to; what is still being built is not
 * among that. So the whole size is asked for again and again as it grows, at growing distances: no
 * more than a quarter goes unnoticed.
 */
public final class HeldMemory {
  private static final long START = 1 << 14;

  private final WorkGuard guard;
  private long held;
  private long askAt = START;

  /** Memory that {@code guard} watches over. */
  public HeldMemory(WorkGuard guard) {
    this.guard = guard;
  }

  /** Adds {@code bytes} that are about to be taken. */
  public void add(long bytes) {
    held += bytes;
    if (held >= askAt) {
      guard.allocate(held);
      askAt = held + (held >> 2);
    }
  }
}
