package dev.sonatina.jx9.run;

/** Lets another thread stop runs. Thread-safe; one token may serve several runs. */
public final class CancellationToken {
  private volatile boolean cancelled;

  /** Stops every run that uses this token, within 100 ms. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
