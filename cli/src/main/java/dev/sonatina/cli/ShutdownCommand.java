package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;

/** Asks a server to stop. */
final class ShutdownCommand extends Verb {

  private final Argument<String> server =
      operand("SERVER", "The address, as the server printed it.").as(String.class);

  ShutdownCommand() {
    super(
        "shutdown",
        "Asks a server to stop in order; one that was not started with --allow-shutdown refuses.");
    footer("", "Example: sonatina shutdown ofi+tcp://127.0.0.1:5555");
  }

  @Override
  public Integer call() {
    try (SonataClient client = ServerCalls.connect(server.value(), ClientOptions.defaults())) {
      client.shutdownServer();
    }
    return ExitCode.DONE.status();
  }
}
