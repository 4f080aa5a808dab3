package dev.sonatina.jx9.run;

/**
 * Ends the script, or the callback of a native function, because of {@code exit} or {@code die}.
 */
final class Exit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Exit() {
    super("exit", null, false, false);
  }
}
