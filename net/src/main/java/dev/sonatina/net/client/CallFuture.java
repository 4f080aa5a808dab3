package dev.sonatina.net.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * The future of a call. Cancelling it, or any future made from it, also ends the waiting for the
 * answer: what was kept of the call is let go. The server is not told.
 */
final class CallFuture<T> extends CompletableFuture<T> {

  private final CompletableFuture<?> origin;

  CallFuture() {
    origin = this;
  }

  private CallFuture(CompletableFuture<?> origin) {
    this.origin = origin;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallFuture<>(origin);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      origin.completeExceptionally(new CancellationException());
    }
    return cancelled;
  }
}
