package dev.sonatina.cli;

import dev.sonatina.engine.api.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, as the shell sees it; part of the interface, listed in {@code --help}. */
enum ExitCode {
  DONE(0, "done"),
  SCRIPT_ERROR(1, "error in a running script"),
  USAGE(2, "wrong use of the command"),
  SYNTAX_ERROR(3, "syntax error in a script"),
  CANNOT_OPEN(4, "cannot open or connect"),
  REFUSED(5, "refused by the database or server"),
  CORRUPT(6, "damaged file"),
  LIMIT_REACHED(7, "limit reached"),
  INTERRUPTED(130, "interrupted");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** What each status means, in their order. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      meanings.put(String.valueOf(code.status), code.meaning);
    }
    return meanings;
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
