package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The run that calls a native function. Used by the run's own thread only, during the call. */
public interface CallContext {
  /** Writes to the script's output. */
  void print(StringValue text);

  /**
   * Reports a run-time message: logged, and part of the output, on a line of its own after the
   * severity's label, only when the host asked for it. Native functions put their name in front, as
   * in {@code db_store(): No such collection}.
   */
  void report(Severity severity, String message);

  /** The name under which the running function was called. */
  String functionName();

  /** Whether {@code function} is a string naming a user function or a native one. */
  boolean isCallable(Value function);

  /**
   * Calls a function by name. An unknown function gives null. An {@code exit} inside ends only this
   * call, see {@link #callbackExited}.
   */
  Value call(Value function, Value... arguments);

  /**
   * Runs another script as if it stood where the call does: with the variables of the innermost
   * user function or of the top level. Functions and constants that it declares are known from then
   * on. An {@code exit} in it ends the script.
   *
   * @param name what messages call the script
   * @return what the script returns, true if nothing
   * @throws dev.sonatina.jx9.diagnostic.Jx9RuntimeException if it does not compile, or a limit
   *     stops it
   * @throws IllegalStateException if the host does not allow it
   */
  Value include(String name, byte[] source);

  /** Whether the last {@link #call} was ended by {@code exit}. */
  boolean callbackExited();

  /**
   * Ends the script, or the callback it runs in: prints a string, takes an int as exit status. Does
   * not return.
   */
  RuntimeException exit(Value status);

  /**
   * Enters a frame that counts as a user function, as builtins written in Jx9 do in the original;
   * false, with the error reported, if that is too deep. {@link #leaveFrame} must follow if true.
   */
  boolean enterFrame();

  /** Leaves the frame entered last. */
  void leaveFrame();

  /**
   * Counts {@code value} as held by the run until the running function returns; for results that
   * callbacks fill.
   *
   * @return {@code value}
   */
  default <T extends Value> T hold(T value) {
    return value;
  }

  /** The limits of the run. */
  Meter meter();

  Clock clock();

  RandomGenerator random();

  /** What the host attached to this run under {@code type}, null if nothing. */
  <T> @Nullable T attachment(Class<T> type);

  /**
   * State that native functions keep between calls for as long as the run lasts, made by {@code
   * initial} at first use; one per {@code key}.
   */
  <T> T local(Class<T> key, Supplier<T> initial);

  /**
   * The arguments of the innermost user function, defaulted ones included, with the values its
   * parameters have now; null at top level.
   */
  Value @Nullable [] callerArguments();

  /** Sets a variable of the innermost frame. */
  void setVariable(StringValue name, Value value);

  /** Whether the innermost frame has a variable of that name. */
  boolean hasVariable(StringValue name);

  /** Whether a constant of that name exists. */
  boolean isConstant(StringValue name);

  /** The names of all functions scripts can call; first the user's, then the native ones. */
  Collection<StringValue> functionNames();

  /** The names of all constants. */
  Collection<StringValue> constantNames();

  /** The text of the running script. */
  StringValue scriptText();
}
