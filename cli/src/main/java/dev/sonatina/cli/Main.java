package dev.sonatina.cli;

import dev.sonatina.cli.bench.BenchCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the command {@code sonatina} begins and ends.
 *
 * <p>Each verb is a class of its own ({@link RunCommand}, {@link LoadCommand}, {@link
 * FilterCommand}, {@link ServeCommand}, {@link QuickstartCommand}) below {@link SonatinaCommand}. A
 * verb throws whatever stops it; {@link FailureReport} turns that into one line and an {@link
 * ExitCode}.
 */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ServerLog.startQuietly();
    System.exit(run(Stdio.ofProcess(), arguments));
  }

  /** Runs the command on these streams and returns its exit code. */
  static int run(Stdio stdio, String... arguments) {
    CommandLine commandLine = commandLine(stdio);
    int status;
    try {
      Set<String> verbs = commandLine.getSubcommands().keySet();
      status = commandLine.execute(ImpliedVerb.complete(arguments, verbs, stdio));
    } catch (CliException e) {
      status = new FailureReport(stdio, false).print(e).status();
    }
    try {
      stdio.out().flush();
    } catch (IOException e) {
      ExitCode reason = new FailureReport(stdio, false).print(e);
      status = status == 0 ? reason.status() : status;
    }
    return status;
  }

  private static CommandLine commandLine(Stdio stdio) {
    SonatinaCommand root = new SonatinaCommand(stdio);
    CommandLine commandLine =
        new CommandLine(root)
            .addSubcommand(new RunCommand(stdio))
            .addSubcommand(new LoadCommand(stdio))
            .addSubcommand(new ImportCommand(stdio))
            .addSubcommand(new ExportCommand(stdio))
            .addSubcommand(new FilterCommand(stdio))
            .addSubcommand(new ExplainCommand(stdio))
            .addSubcommand(new ServeCommand(stdio))
            .addSubcommand(new InfoCommand(stdio))
            .addSubcommand(new BackupCommand(stdio))
            .addSubcommand(new VerifyCommand(stdio))
            .addSubcommand(new SalvageCommand(stdio))
            .addSubcommand(new CompactCommand(stdio))
            .addSubcommand(new FunctionsCommand(stdio))
            .addSubcommand(new QuickstartCommand(stdio))
            .addSubcommand(new SampleCommand(stdio))
            .addSubcommand(
                BenchCommand.create(new PrintStream(stdio.out(), true, StandardCharsets.UTF_8)));
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            new FailureReport(stdio, root.isQuiet()).print(failure).status());
    commandLine.setParameterExceptionHandler(
        (failure, given) -> new FailureReport(stdio, root.isQuiet()).printUsage(failure).status());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(new PrintWriter(stdio.out(), true, StandardCharsets.UTF_8));
    Ansi ansi = stdio.palette(Stdio.Stream.OUT) == Palette.COLOURED ? Ansi.ON : Ansi.OFF;
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return commandLine;
  }
}
