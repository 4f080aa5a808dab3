package dev.sonatina.net.sonata.backend;

/** An operation was refused; the client is shown the text as it is. */
public final class BackendFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param text one of {@link ErrorTexts}
   */
  public BackendFault(String text) {
    super(text, null, false, false);
  }

  /** What the client is shown. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
