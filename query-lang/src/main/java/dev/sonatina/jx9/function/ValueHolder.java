package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;
import java.util.function.Consumer;

/**
 * What native functions keep between calls, see {@link CallContext#local} and {@link
 * CallContext#attachment}, if values of the script, or memory taken for it, are part of it: the
 * run's memory limit counts both.
 */
public interface ValueHolder {
  /** Tells {@code visitor} every value that is kept alive. */
  void visitHeld(Consumer<? super Value> visitor);

  /**
   * What is kept alive besides values, in bytes, roughly. Whoever lets it grow asks {@link
   * Meter#allocate} for as much.
   */
  default long heldBytes() {
    return 0;
  }
}
