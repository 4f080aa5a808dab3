package dev.sonatina.engine.api;

import org.jspecify.annotations.Nullable;

/** Files: a failing disk, a locked, damaged or foreign file, a closed database. */
public final class StorageException extends SonatinaException {

  private static final long serialVersionUID = 1L;

  public StorageException(ErrorCode code, String message) {
    super(code, message);
  }

  public StorageException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** An error that came over the wire. */
  public StorageException(ErrorCode code, String message, String serverMessage) {
    super(code, message, null, 0, 0, serverMessage);
  }
}
