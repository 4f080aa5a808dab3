package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.Nullable;

/** A script whose host no longer wants it to run. */
public final class CancelledException extends Jx9RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A stop at {@code position}, null if that is unknown. */
  public CancelledException(@Nullable SourcePosition position) {
    super("script was cancelled", position, null);
  }
}
