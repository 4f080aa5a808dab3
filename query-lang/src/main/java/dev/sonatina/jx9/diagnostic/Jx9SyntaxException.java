package dev.sonatina.jx9.diagnostic;

/** A script or a literal that does not compile; nothing of it ran. */
public final class Jx9SyntaxException extends Jx9Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  /** A failure described by its first error. */
  public Jx9SyntaxException(Diagnostic diagnostic) {
    super(diagnostic.logLine(), diagnostic.position(), null);
    this.diagnostic = diagnostic;
  }

  /** The first error. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
