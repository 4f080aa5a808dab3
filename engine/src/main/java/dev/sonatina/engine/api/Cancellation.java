package dev.sonatina.engine.api;

/**
 * Lets one thread end what another one runs.
 *
 * <p>Hand it to a request, keep it, and call {@link #cancel()} from any thread: the script or
 * filter ends within 100 ms with {@link ErrorCode#CANCELLED}. It stays cancelled for good.
 */
public final class Cancellation {

  private volatile boolean cancelled;

  /** Ends every request this was handed to, now and later. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
