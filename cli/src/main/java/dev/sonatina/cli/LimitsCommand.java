package dev.sonatina.cli;

import dev.sonatina.engine.api.ScriptLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what scripts may use. */
@Command(
    name = "limits",
    description = "Lists what a script may use before it is stopped, by default or as set here.",
    footer = {
      "",
      "The verbs run, filter and serve have the option --limit too. A value of 0 means no limit, or",
      "the highest there is. Scripts that run here, and not on a server, have no limit of time and",
      "output unless one is set. By default memory is at most an eighth of Java's heap.",
      "",
      "Example: sonatina limits --limit memory-bytes=1000000"
    })
final class LimitsCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Mixin private LimitOption limits = new LimitOption();

  LimitsCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    print(limits.applyTo(ScriptLimits.defaults()), stdio);
    return ExitCode.DONE.status();
  }

  /** Prints these limits, one a line. */
  static void print(ScriptLimits chosen, Stdio stdio) throws IOException {
    for (ScriptLimit limit : ScriptLimit.values()) {
      String line =
          String.format(
              Locale.ROOT, "%-14s%12d  %s", limit.label(), limit.of(chosen), limit.meaning());
      stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
