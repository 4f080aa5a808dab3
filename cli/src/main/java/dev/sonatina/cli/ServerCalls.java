package dev.sonatina.cli;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;
import java.util.Set;

/** Connections of verbs that speak to a server, rather than to a database behind one. */
final class ServerCalls {

  /** Errors that say that nobody answered, or nobody who speaks as servers do. */
  private static final Set<ErrorCode> UNANSWERED =
      Set.of(ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED, ErrorCode.PROTOCOL);

  private ServerCalls() {}

  /**
   * A client of the server at this address, with which nothing is exchanged yet.
   *
   * @throws CliException if it is no address
   */
  static SonataClient connect(String address, ClientOptions options) {
    try {
      return SonataClient.connect(address, options);
    } catch (SonatinaException e) {
      if (e.code() == ErrorCode.INVALID_ARGUMENT) {
        throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  /** Whether a failure is an answer of the server. */
  static boolean isAnswer(SonatinaException failure) {
    return !UNANSWERED.contains(failure.code());
  }
}
