package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.Nullable;

/** A script that was stopped while it ran. */
public non-sealed class Jx9RuntimeException extends Jx9Exception {
  private static final long serialVersionUID = 1L;

  /** A stop at {@code position}, null if that is unknown. */
  public Jx9RuntimeException(
      String message, @Nullable SourcePosition position, @Nullable Throwable cause) {
    super(
        position == null
            ? message
            : "line " + position.line() + ", column " + position.column() + ": " + message,
        position,
        cause);
  }
}
