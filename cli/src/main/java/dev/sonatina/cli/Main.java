package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Where the command {@code sonatina} begins and ends.
 *
 * <p>Each of the {@link Verbs} is a class of its own below {@link SonatinaCommand}. A verb throws
 * whatever stops it; {@link FailureReport} turns that into one line and an {@link ExitCode}.
 */
public final class Main {

  static {
    // Picocli would look through every jar for Groovy's closures, and for converters to types that
    // no option of ours has: together nearly a third of a short command's time.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
  }

  private static final Set<String> VERSION_OPTIONS = Set.of("-V", "--version");

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ServerLog.Quiet.start();
    System.exit(run(Stdio.ofProcess(), arguments));
  }

  /** Runs the command on these streams and returns its exit code. */
  static int run(Stdio stdio, String... arguments) {
    int status;
    try {
      String[] completed = ImpliedVerb.complete(arguments, Verbs.NAMES, stdio);
      status = commandLine(stdio, completed).execute(completed);
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

  /**
   * The command for these arguments, with the verb that they name, or with all if they name none.
   */
  private static CommandLine commandLine(Stdio stdio, String[] arguments) {
    SonatinaCommand root = new SonatinaCommand(stdio);
    CommandLine commandLine = new CommandLine(root);
    // Looking at the options of every verb would take a good part of a short command's time.
    for (String verb : asked(arguments)) {
      commandLine.addSubcommand(Verbs.create(verb, stdio));
    }
    Failures failures = new Failures(stdio, root);
    commandLine.setExecutionExceptionHandler(failures);
    commandLine.setParameterExceptionHandler(failures);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(new PrintWriter(stdio.out(), true, StandardCharsets.UTF_8));
    Ansi ansi = stdio.palette(Stdio.Stream.OUT) == Palette.COLOURED ? Ansi.ON : Ansi.OFF;
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return commandLine;
  }

  /**
   * The first verb among these arguments; all verbs if there is none, but none for the version
   * alone.
   */
  private static Collection<String> asked(String[] arguments) {
    if (arguments.length == 1 && VERSION_OPTIONS.contains(arguments[0])) {
      return List.of();
    }
    for (String argument : arguments) {
      if (Verbs.NAMES.contains(argument)) {
        return List.of(argument);
      }
    }
    return Verbs.NAMES;
  }

  /**
   * Reports what a verb throws. No lambdas: Java could then not archive the interfaces of Picocli,
   * whose class files are of an old version, and would look for them in all jars at each start.
   */
  private record Failures(Stdio stdio, SonatinaCommand root)
      implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(
        Exception failure, CommandLine command, ParseResult parsed) {
      return report().print(failure).status();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
      return report().printUsage(failure).status();
    }

    private FailureReport report() {
      return new FailureReport(stdio, root.isQuiet());
    }
  }
}
