package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells whether a server answers, and how soon. */
final class PingCommand extends Verb {

  private static final Duration ATTEMPT_DEADLINE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 100;

  private final Stdio stdio;

  private final Argument<String> server =
      operand("SERVER", "The address, as the server printed it.").as(String.class);

  private final Argument<Integer> waitSeconds =
      option(
              "--wait-ready",
              "SECONDS",
              "Try again for so long, for a server that is just being started.")
          .orElse("0")
          .as(Integer.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  PingCommand(Stdio stdio) {
    super("ping", "Tells whether a server answers, and how soon; exit code 4 if it does not.");
    footer("", "Example: sonatina ping ofi+tcp://127.0.0.1:5555 --wait-ready 30");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long begun = stdio.nanoTime().getAsLong();
    long patience = TimeUnit.SECONDS.toNanos(waitSeconds.value());
    while (true) {
      long from = stdio.nanoTime().getAsLong();
      try {
        ask();
        long nanos = stdio.nanoTime().getAsLong() - from;
        new Answer()
            .line("%s answered in %.1f ms", server.value(), nanos / 1e6)
            .member("server", server.value())
            .member("micros", TimeUnit.NANOSECONDS.toMicros(nanos))
            .print(stdio, json.value());
        return ExitCode.DONE.status();
      } catch (SonatinaException e) {
        if (from - begun >= patience) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Any answer will do, also that the token is missing or that there is no such provider. */
  private void ask() {
    ClientOptions options = ClientOptions.defaults().withDeadline(ATTEMPT_DEADLINE);
    try (SonataClient client = ServerCalls.connect(server.value(), options)) {
      client.admin(0).listDatabases();
    } catch (SonatinaException e) {
      if (!ServerCalls.isAnswer(e)) {
        throw e;
      }
    }
  }
}
