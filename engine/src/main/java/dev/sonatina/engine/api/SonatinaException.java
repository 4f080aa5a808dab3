package dev.sonatina.engine.api;

import org.jspecify.annotations.Nullable;

/**
 * The one family of errors that operations on databases throw, embedded and remote.
 *
 * <p>Decide by {@link #code()}; the subclasses only group the codes for those who prefer to catch
 * by type. The message is one line meant for people.
 */
public class SonatinaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int line;
  private final int column;
  private final @Nullable String serverMessage;

  public SonatinaException(ErrorCode code, String message) {
    this(code, message, null, 0, 0, null);
  }

  public SonatinaException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, cause, 0, 0, null);
  }

  /**
   * The full form.
   *
   * @param line line of the source or record text from 1, 0 when the error has no place in a text
   * @param column column in characters from 1, 0 when unknown
   * @param serverMessage the server's exact text when the error came over the wire
   */
  public SonatinaException(
      ErrorCode code,
      String message,
      @Nullable Throwable cause,
      int line,
      int column,
      @Nullable String serverMessage) {
    super(message, cause);
    this.code = code;
    this.line = line;
    this.column = column;
    this.serverMessage = serverMessage;
  }

  public final ErrorCode code() {
    return code;
  }

  /** Line in the script or record text, from 1; 0 when the error has no place in a text. */
  public final int line() {
    return line;
  }

  /** Column in that line, counted in characters from 1; 0 when unknown. */
  public final int column() {
    return column;
  }

  /** The server's exact text when the error came over the wire, otherwise the message. */
  public final String serverMessage() {
    if (serverMessage != null) {
      return serverMessage;
    }
    String message = getMessage();
    return message == null ? code.name() : message;
  }
}
