package dev.sonatina.cli;

import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether a server answers, and how soon. */
@Command(
    name = "ping",
    description = "Tells whether a server answers, and how soon; exit code 4 if it does not.",
    footer = {"", "Example: sonatina ping ofi+tcp://127.0.0.1:5555 --wait-ready 30"})
final class PingCommand implements Callable<Integer> {

  private static final Duration ATTEMPT_DEADLINE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 100;

  private final Stdio stdio;

  @Parameters(paramLabel = "SERVER", description = "The address, as the server printed it.")
  private String server = "";

  @Option(
      names = "--wait-ready",
      paramLabel = "SECONDS",
      description = "Try again for so long, for a server that is just being started.")
  private int waitSeconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PingCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long begun = stdio.nanoTime().getAsLong();
    long patience = TimeUnit.SECONDS.toNanos(waitSeconds);
    while (true) {
      long from = stdio.nanoTime().getAsLong();
      try {
        ask();
        long nanos = stdio.nanoTime().getAsLong() - from;
        new Answer()
            .line("%s answered in %.1f ms", server, nanos / 1e6)
            .member("server", server)
            .member("micros", TimeUnit.NANOSECONDS.toMicros(nanos))
            .print(stdio, json);
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
    try (SonataClient client = ServerCalls.connect(server, options)) {
      client.admin(0).listDatabases();
    } catch (SonatinaException e) {
      if (!ServerCalls.isAnswer(e)) {
        throw e;
      }
    }
  }
}
