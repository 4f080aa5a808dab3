package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * The only exceptions that compiling or running a script throws: it has errors, or it was stopped.
 */
public abstract sealed class Jx9Exception extends RuntimeException
    permits Jx9SyntaxException, Jx9RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable SourcePosition position;

  Jx9Exception(String message, @Nullable SourcePosition position, @Nullable Throwable cause) {
    super(message, cause);
    this.position = position;
  }

  /** Where in the script, null if that is unknown. */
  public @Nullable SourcePosition position() {
    return position;
  }
}
