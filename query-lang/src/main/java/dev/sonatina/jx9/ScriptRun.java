package dev.sonatina.jx9;

import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9RuntimeException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.run.CollectedOutput;
import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.Execution;
import dev.sonatina.jx9.run.HostCall;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.run.OutputSink;
import dev.sonatina.jx9.run.Program;
import dev.sonatina.jx9.run.RunSettings;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import org.jspecify.annotations.Nullable;

/** One run of a script. Not thread-safe. */
public final class ScriptRun {
  private final Execution execution;
  private final CollectedOutput collected = new CollectedOutput();
  private Value result = NullValue.NULL;

  ScriptRun(Program program, Environment environment, RunOptions options, Limits compilerLimits) {
    OutputSink output = options.output();
    Limits limits = options.limits();
    RunSettings settings =
        new RunSettings(
            options.variables(),
            options.attachments(),
            output == null ? collected : output,
            limits == null ? compilerLimits : limits,
            options.cancellation(),
            options.reportErrors(),
            options.clock(),
            options.random());
    this.execution = new Execution(program, environment, settings);
  }

  /**
   * Runs the script, once.
   *
   * @throws Jx9RuntimeException if a limit or the host stops it; what it printed and the variables
   *     it set until then can be read
   */
  public void execute() {
    try {
      result = execution.execute();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw failure(e);
    }
  }

  /** The value of a top-level {@code return}, null if there was none. */
  public Value result() {
    return result;
  }

  /** A variable of the host or of the script's top level, null if there is none of that name. */
  public Value variable(String name) {
    return execution.variable(StringValue.of(name));
  }

  /** What the script has printed so far; empty if the output goes elsewhere. */
  public byte[] output() {
    return collected.toByteArray();
  }

  /** Counts work and memory that the host takes for the run's sake, and may end the run. */
  public WorkGuard guard() {
    return execution.guard();
  }

  /** What the values that the script can still reach take, in bytes, roughly. */
  public long liveBytes() {
    return execution.liveBytes();
  }

  /** What {@code exit} was given as status, 0 if nothing. */
  public int exitStatus() {
    return execution.exitStatus();
  }

  /** Whether {@code exit} or {@code die} ended the script. */
  public boolean exited() {
    return execution.exited();
  }

  /**
   * A function of the script, or a native one, by the value that names it; null if it names none.
   * For use after {@link #execute}.
   */
  public @Nullable Callback callback(Value function) {
    HostCall call = execution.hostCall(function);
    return call == null ? null : new FunctionCallback(call);
  }

  /**
   * Stops the clock of the time limit, for a host that waits between two calls of a {@link
   * Callback}. {@link #resume} must follow.
   */
  public void pause() {
    execution.pause();
  }

  /** Lets the clock go on after {@link #pause}. */
  public void resume() {
    execution.resume();
  }

  private Jx9Exception failure(Throwable cause) {
    if (cause instanceof Jx9Exception known) {
      return known;
    }
    if (cause instanceof StackOverflowError) {
      return new LimitExceededException("stack", "the thread's stack", execution.position());
    }
    if (cause instanceof OutOfMemoryError) {
      return new LimitExceededException("memory", "the heap", execution.position());
    }
    return new Jx9RuntimeException(String.valueOf(cause.getMessage()), execution.position(), cause);
  }

  private final class FunctionCallback implements Callback {
    private final HostCall call;

    FunctionCallback(HostCall call) {
      this.call = call;
    }

    @Override
    public Value call(Value... arguments) {
      try {
        return call.call(arguments);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw failure(e);
      }
    }

    @Override
    public boolean test(MapValue record) {
      try {
        return call.test(record);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw failure(e);
      }
    }

    @Override
    public boolean exited() {
      return call.exited();
    }
  }
}
