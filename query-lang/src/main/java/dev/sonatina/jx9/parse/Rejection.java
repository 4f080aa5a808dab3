package dev.sonatina.jx9.parse;

import org.antlr.v4.runtime.Token;

/**
 * Ends the building of a tree at something the grammar accepts and the language does not. Caught
 * inside this package.
 */
final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceText source;
  private final transient Token token;

  Rejection(SourceText source, Token token, String message) {
    super(message, null, false, false);
    this.source = source;
    this.token = token;
  }

  /** The text that {@link #token} belongs to: the script, or an expression inside a string. */
  SourceText source() {
    return source;
  }

  Token token() {
    return token;
  }

  /** The text of this rejection. */
  String text() {
    return String.valueOf(getMessage());
  }
}
