package dev.sonatina.engine.api;

import org.jspecify.annotations.Nullable;

/**
 * The request does not fit the database: a missing or existing collection or record, a text that is
 * no record.
 */
public final class DatabaseException extends SonatinaException {

  private static final long serialVersionUID = 1L;

  public DatabaseException(ErrorCode code, String message) {
    super(code, message);
  }

  public DatabaseException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** An error at a place in the text of a record. */
  public DatabaseException(
      ErrorCode code, String message, @Nullable Throwable cause, int line, int column) {
    super(code, message, cause, line, column, null);
  }

  /** An error that came over the wire, at a place in a text if the line is not 0. */
  public DatabaseException(ErrorCode code, String message, int line, String serverMessage) {
    super(code, message, null, line, 0, serverMessage);
  }
}
