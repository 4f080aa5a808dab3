package dev.sonatina.net.client;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the texts with which servers refuse into exceptions with codes. Servers send no codes, so
 * the texts decide; what is not recognised is {@link ErrorCode#REFUSED}.
 */
final class ClientErrors {

  private static final Pattern COMPILE_ERROR =
      Pattern.compile("UnQLite error: (\\d+) Error: (.*)", Pattern.DOTALL);

  private ClientErrors() {}

  /** A refusal in a server's own words. */
  static SonatinaException refused(SonataRpc rpc, String text) {
    Matcher compile = COMPILE_ERROR.matcher(text);
    if (compile.matches()) {
      return compileError(rpc, text, compile);
    }
    ErrorCode code = codeOf(text);
    String message = text.isBlank() ? rpc.signature().name() + " was refused" : text.strip();
    return switch (code) {
      case NO_SUCH_COLLECTION,
          COLLECTION_EXISTS,
          NO_SUCH_RECORD,
          NO_SUCH_DATABASE,
          DATABASE_EXISTS ->
          new DatabaseException(code, message, 0, text);
      case DISK_FULL -> new StorageException(code, message, text);
      case LIMIT_EXCEEDED ->
          text.startsWith(ErrorTexts.SCRIPT_LIMIT)
              ? new ScriptException(code, message, 0, text)
              : new SonatinaException(code, message, null, 0, 0, text);
      default -> new SonatinaException(code, message, null, 0, 0, text);
    };
  }

  private static SonatinaException compileError(SonataRpc rpc, String text, Matcher compile) {
    int line =
        Integer.parseInt(compile.group(1).substring(0, Math.min(9, compile.group(1).length())));
    // Further errors, which servers tell as well, are in the server's own text.
    String first = compile.group(2).lines().findFirst().orElse("").strip();
    String message = "line " + line + ": " + first;
    boolean isScript =
        switch (rpc) {
          case EXECUTE, FILTER, FILTER_JSON -> true;
          default -> false;
        };
    return isScript
        ? new ScriptException(ErrorCode.SCRIPT_SYNTAX, message, line, text)
        : new DatabaseException(ErrorCode.INVALID_RECORD, message, line, text);
  }

  private static ErrorCode codeOf(String text) {
    if (text.equals(ErrorTexts.COLLECTION_MISSING)
        || (text.startsWith("Collection") && text.endsWith(" does not exist"))) {
      return ErrorCode.NO_SUCH_COLLECTION;
    }
    if (text.equals(ErrorTexts.COLLECTION_EXISTS)) {
      return ErrorCode.COLLECTION_EXISTS;
    }
    if (text.equals(ErrorTexts.RECORD_MISSING)
        || text.equals(ErrorTexts.ERASE_FAILED)
        || text.equals(ErrorTexts.ID_OUT_OF_RANGE)
        || text.equals(ErrorTexts.RECORD_ERASED)
        || text.contains("No record to update")) {
      return ErrorCode.NO_SUCH_RECORD;
    }
    if (text.startsWith("Database ")) {
      return ofDatabase(text);
    }
    if (text.equals(ErrorTexts.INVALID_TOKEN)) {
      return ErrorCode.UNAUTHORIZED;
    }
    if (text.equals(ErrorTexts.DISK_FULL)) {
      return ErrorCode.DISK_FULL;
    }
    return text.startsWith("The result has more than") || text.startsWith(ErrorTexts.SCRIPT_LIMIT)
        ? ErrorCode.LIMIT_EXCEEDED
        : ErrorCode.REFUSED;
  }

  private static ErrorCode ofDatabase(String text) {
    if (text.endsWith(" not found") || text.endsWith(" does not exist")) {
      return ErrorCode.NO_SUCH_DATABASE;
    }
    if (text.endsWith(" already attached") || text.endsWith(" already exists")) {
      return ErrorCode.DATABASE_EXISTS;
    }
    return ErrorCode.REFUSED;
  }

  /** A call that never reached a handler. */
  static SonatinaException returned(int returnCode, String rpc, int provider, String peer) {
    if (returnCode == ReturnCode.NO_ENTRY) {
      return new SonatinaException(
          ErrorCode.NO_SUCH_DATABASE,
          peer + " has no provider " + provider + " that offers " + rpc + " (HG_NOENTRY)");
    }
    if (returnCode == ReturnCode.NO_MEMORY) {
      return new SonatinaException(
          ErrorCode.REFUSED, peer + " is overloaded and refused " + rpc + " (HG_NOMEM)");
    }
    return new SonatinaException(
        ErrorCode.PROTOCOL, peer + " answered " + rpc + " with " + ReturnCode.name(returnCode));
  }
}
