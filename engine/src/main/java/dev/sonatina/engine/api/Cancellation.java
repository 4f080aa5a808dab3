package dev.sonatina.engine.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Lets one thread end what another one runs.
 *
 * <p>Hand it to a request, keep it, and call {@link #cancel()} from any thread: the script or
 * filter ends within 100 ms with {@link ErrorCode#CANCELLED}. It stays cancelled for good.
 */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private final BooleanSupplier stop;
  private volatile boolean cancelled;

  /** A cancellation that {@link #cancel} alone sets off. */
  public Cancellation() {
    this(() -> false);
  }

  /**
   * A cancellation that also counts as set off as soon as {@code stop} answers true, for work done
   * on behalf of other work that may end. {@link #onCancel} does not notice that.
   *
   * @param stop asked often, by the threads that carry requests out
   */
  public Cancellation(BooleanSupplier stop) {
    this.stop = stop;
  }

  /** Ends every request this was handed to, now and later. */
  public void cancel() {
    List<Runnable> pending;
    synchronized (this) {
      cancelled = true;
      pending = List.copyOf(actions);
      actions.clear();
    }
    pending.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled || stop.getAsBoolean();
  }

  /**
   * For those who carry requests out: runs {@code action} on cancelling, at once if that has
   * happened already.
   */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Takes back {@link #onCancel} when the request has ended. */
  public synchronized void removeAction(Runnable action) {
    actions.remove(action);
  }
}
