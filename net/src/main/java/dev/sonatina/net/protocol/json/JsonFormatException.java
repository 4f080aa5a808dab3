package dev.sonatina.net.protocol.json;

/** A text is not JSON, or a member has the wrong type; the message is the one that clients know. */
public final class JsonFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JsonFormatException(String message) {
    super(message);
  }

  /** The text itself, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
