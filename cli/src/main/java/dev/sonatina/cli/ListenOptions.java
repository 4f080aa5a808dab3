package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.transport.AllowedPeers;
import java.time.Duration;
import java.util.List;

/** The options that every verb with a server has: who may connect, and when it is ready. */
final class ListenOptions {

  /** By then the usual requests are compiled on a machine with two slow processors. */
  private static final String WARM_UP_MILLIS = "2500";

  private final Argument<List<String>> allowedPeers;

  private final Argument<Integer> warmUpMillis;

  ListenOptions(Verb verb) {
    allowedPeers =
        verb.option("--allow-from", "ADDRESS,…", "Who alone may connect: 10.0.0.0/8 or HOST.")
            .separatedBy(",")
            .listOf(String.class);
    warmUpMillis =
        verb.option(
                "--warm-up",
                "MILLIS",
                "Gets fast before it is ready (default: " + WARM_UP_MILLIS + ").")
            .orElse(WARM_UP_MILLIS)
            .as(Integer.class);
  }

  /**
   * Sets the options of a server.
   *
   * @throws IllegalArgumentException if a value is none that a server can have
   * @throws java.io.UncheckedIOException if a host among the peers is unknown
   */
  ServerOptions applyTo(ServerOptions options) {
    return options
        .allowedPeers(AllowedPeers.of(allowedPeers.value()))
        .warmUp(Duration.ofMillis(warmUpMillis.value()));
  }
}
