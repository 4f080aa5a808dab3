package dev.sonatina.net.client;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ends waiting for a call when its {@link Cancellation} says so; the server is not told. */
// Nobody waits for the futures of follow-up actions, which cannot fail.
@SuppressWarnings("FutureReturnValueIgnored")
final class Cancelling {

  private Cancelling() {}

  static <T> CompletableFuture<T> with(
      CompletableFuture<T> call, @Nullable Cancellation cancellation) {
    if (cancellation != null) {
      Runnable action =
          () ->
              call.completeExceptionally(
                  new SonatinaException(ErrorCode.CANCELLED, "the call was cancelled"));
      cancellation.onCancel(action);
      call.whenComplete((result, failure) -> cancellation.removeAction(action));
    }
    return call;
  }
}
