package dev.sonatina.cli;

import dev.sonatina.engine.api.ErrorCode;

/** How a command ended, as the shell sees it; part of the interface, listed in {@code --help}. */
enum ExitCode {
  DONE(0),
  SCRIPT_ERROR(1),
  USAGE(2),
  SYNTAX_ERROR(3),
  CANNOT_OPEN(4),
  REFUSED(5),
  CORRUPT(6),
  LIMIT_REACHED(7),
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /** The status that tells a script about this error. */
  static ExitCode of(ErrorCode error) {
    return switch (error) {
      case SCRIPT_RUNTIME -> SCRIPT_ERROR;
      case SCRIPT_SYNTAX -> SYNTAX_ERROR;
      case NO_SUCH_DATABASE,
          DATABASE_EXISTS,
          LOCKED,
          IO_FAILURE,
          TOO_OLD,
          TOO_NEW,
          CLOSED,
          UNAVAILABLE,
          DEADLINE_EXCEEDED,
          PROTOCOL ->
          CANNOT_OPEN;
      case NO_SUCH_COLLECTION,
          COLLECTION_EXISTS,
          INVALID_NAME,
          NO_SUCH_RECORD,
          INVALID_RECORD,
          INVALID_ARGUMENT,
          UNSUPPORTED,
          BUSY,
          READ_ONLY,
          DISK_FULL,
          MEMORY_FULL,
          UNAUTHORIZED,
          REFUSED ->
          ExitCode.REFUSED;
      case CORRUPT -> ExitCode.CORRUPT;
      case LIMIT_EXCEEDED -> LIMIT_REACHED;
      case CANCELLED -> INTERRUPTED;
    };
  }
}
