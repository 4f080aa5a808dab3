package dev.sonatina.cli;

import java.io.IOException;

/**
 * Whoever read our standard output has gone, as {@code head} does once it has seen enough. No
 * error: the command ends without a word.
 */
final class ClosedOutputException extends IOException {

  private static final long serialVersionUID = 1L;

  ClosedOutputException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether such an exception is this one or among its causes. */
  static boolean isBehind(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ClosedOutputException) {
        return true;
      }
    }
    return false;
  }
}
