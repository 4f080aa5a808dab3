package dev.sonatina.jx9;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;

/**
 * A function of a script that the host can call again and again. Belongs to the thread of its
 * {@link ScriptRun}.
 */
public interface Callback {
  /**
   * Calls the function. {@code exit} in it ends this call, with null as its value.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9RuntimeException if a limit or the host stops it
   */
  Value call(Value... arguments);

  /**
   * Calls the function with one argument and converts its value to a bool. Allocates nothing
   * itself.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9RuntimeException if a limit or the host stops it
   */
  boolean test(MapValue record);

  /** Whether {@code exit} ended the last call. */
  boolean exited();
}
