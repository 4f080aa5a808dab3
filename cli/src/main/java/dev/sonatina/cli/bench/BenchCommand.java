package dev.sonatina.cli.bench;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verb {@code bench}: measures one part of Sonatina, and another program beside it if asked to.
 */
@Command(
    name = "bench",
    description = "Measures speed, each figure in one run; machines differ, so quote ratios.",
    synopsisSubcommandLabel = "WHAT")
public final class BenchCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private BenchCommand() {}

  /** The verb with its subcommands; their tables go to {@code out}. */
  public static CommandLine create(PrintStream out) {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchJx9Command(out))
        .addSubcommand(new BenchFilterCommand(out))
        .addSubcommand(new BenchServerCommand(out))
        .addSubcommand(new BenchOverloadCommand(out));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "bench needs to know what to measure, such as: sonatina bench jx9");
  }
}
