package dev.sonatina.cli;

import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.transport.AllowedPeers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every verb with a server has: who may connect, and when it is ready. */
final class ListenOptions {

  /** By then the usual requests are compiled on a machine with two slow processors. */
  private static final String WARM_UP_MILLIS = "2500";

  @Option(
      names = "--allow-from",
      paramLabel = "ADDRESS,…",
      hideParamSyntax = true,
      split = ",",
      description = "Who alone may connect: 10.0.0.0/8 or HOST.")
  private List<String> allowedPeers = new ArrayList<>();

  @Option(
      names = "--warm-up",
      paramLabel = "MILLIS",
      defaultValue = WARM_UP_MILLIS,
      description = "Gets fast before it is ready (default: " + WARM_UP_MILLIS + ").")
  private int warmUpMillis;

  /**
   * Sets the options of a server.
   *
   * @throws IllegalArgumentException if a value is none that a server can have
   * @throws java.io.UncheckedIOException if a host among the peers is unknown
   */
  ServerOptions applyTo(ServerOptions options) {
    return options
        .allowedPeers(AllowedPeers.of(allowedPeers))
        .warmUp(Duration.ofMillis(warmUpMillis));
  }
}
