package dev.sonatina.jx9.run;

import java.util.function.BooleanSupplier;

/** Lets another thread stop runs. Thread-safe; one token may serve several runs. */
public final class CancellationToken {
  private final BooleanSupplier stop;
  private volatile boolean cancelled;

  /** A token that {@link #cancel} alone sets. */
  public CancellationToken() {
    this(() -> false);
  }

  /**
   * A token that also counts as cancelled as soon as {@code stop} answers true.
   *
   * @param stop asked often, by the threads of the runs
   */
  public CancellationToken(BooleanSupplier stop) {
    this.stop = stop;
  }

  /** Stops every run that uses this token, within 100 ms. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled || stop.getAsBoolean();
  }
}
