package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;
import java.util.function.Consumer;

/**
 * What native functions keep between calls, see {@link CallContext#local} and {@link
 * CallContext#attachment}, if values of the script are part of it: the run's memory limit counts
 * them.
 */
public interface ValueHolder {
  /** Tells {@code visitor} every value that is kept alive. */
  void visitHeld(Consumer<? super Value> visitor);
}
