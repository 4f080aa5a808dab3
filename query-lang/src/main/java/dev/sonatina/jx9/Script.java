package dev.sonatina.jx9;

import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.run.Program;

/**
 * A compiled script. Immutable; any number of threads may run it at once, each with a run of its
 * own.
 */
public final class Script {
  private final Program program;
  private final Environment environment;
  private final Limits limits;

  Script(Program program, Environment environment, Limits limits) {
    this.program = program;
    this.environment = environment;
    this.limits = limits;
  }

  /** A run that has not begun. */
  public ScriptRun newRun(RunOptions options) {
    return new ScriptRun(program, environment, options, limits);
  }
}
