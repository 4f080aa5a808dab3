package dev.sonatina.engine.api;

import org.jspecify.annotations.Nullable;

/** A script or filter function does not parse, failed, reached a limit or was cancelled. */
public final class ScriptException extends SonatinaException {

  private static final long serialVersionUID = 1L;

  public ScriptException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** An error at a place in the script, both from 1. */
  public ScriptException(
      ErrorCode code, String message, @Nullable Throwable cause, int line, int column) {
    super(code, message, cause, line, column, null);
  }

  /** An error that came over the wire, at a place in a text if the line is not 0. */
  public ScriptException(ErrorCode code, String message, int line, String serverMessage) {
    super(code, message, null, line, 0, serverMessage);
  }
}
