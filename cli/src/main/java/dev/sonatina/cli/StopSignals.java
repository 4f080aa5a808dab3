package dev.sonatina.cli;

import dev.sonatina.engine.api.Cancellation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * What signals ask of a server: the first to stop in order, the second to do so without publishing
 * files, the third to end at once. None of them loses what was acknowledged.
 */
final class StopSignals {

  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final Cancellation imports = new Cancellation();
  private final Cancellation publications = new Cancellation();
  private final AtomicInteger count = new AtomicInteger();

  private StopSignals() {}

  /** From now on the signals that stop a process come here. */
  static StopSignals register() {
    StopSignals signals = new StopSignals();
    for (String signal : List.of("TERM", "INT")) {
      Signals.register(signal, signals::received);
    }
    return signals;
  }

  private void received() {
    switch (count.incrementAndGet()) {
      case 1 -> {
        imports.cancel();
        first.complete(null);
      }
      case 2 -> publications.cancel();
      default -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
    }
  }

  /** Completes at the first signal. */
  CompletableFuture<Void> first() {
    return first;
  }

  /** Cancelled by the first signal. */
  Cancellation imports() {
    return imports;
  }

  /** Cancelled by the second signal. */
  Cancellation publications() {
    return publications;
  }
}
