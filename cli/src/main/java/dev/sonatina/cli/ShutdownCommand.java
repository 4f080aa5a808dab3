package dev.sonatina.cli;

import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks a server to stop. */
@Command(
    name = "shutdown",
    description =
        "Asks a server to stop in order; one that was not started with --allow-shutdown refuses.",
    footer = {"", "Example: sonatina shutdown ofi+tcp://127.0.0.1:5555"})
final class ShutdownCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERVER", description = "The address, as the server printed it.")
  private String server = "";

  @Override
  public Integer call() {
    try (SonataClient client = ServerCalls.connect(server, ClientOptions.defaults())) {
      client.shutdownServer();
    }
    return ExitCode.DONE.status();
  }
}
