package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
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

  private static final String JSON = "--json";
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
    stdio.setErrorsAsJson(List.of(arguments).contains(JSON));
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
  static CommandLine commandLine(Stdio stdio, String... arguments) {
    SonatinaCommand root = new SonatinaCommand(stdio);
    addSettingsFlags(root, false);
    // The options of every verb would take a good part of a short command's time.
    for (String name : asked(arguments)) {
      Verb verb = Verbs.create(name, stdio);
      addSettingsFlags(verb, true);
      if (!verb.hasOption(JSON)) {
        verb.flag(JSON, "Print an error as a JSON object.");
      }
      root.add(verb);
    }
    CommandLine commandLine = root.commandLine();
    Settings settings = Settings.read(stdio.environment(), stdio.home(), arguments);
    Execution execution = new Execution(stdio, root, settings);
    commandLine.setDefaultValueProvider(settings);
    commandLine.setExecutionStrategy(execution);
    commandLine.setExecutionExceptionHandler(execution);
    commandLine.setParameterExceptionHandler(execution);
    commandLine.setOut(new PrintWriter(stdio.out(), true, StandardCharsets.UTF_8));
    Ansi ansi = stdio.palette(Stdio.Stream.OUT) == Palette.COLOURED ? Ansi.ON : Ansi.OFF;
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return commandLine;
  }

  /** They may stand before and behind the verb, but one help that shows them is enough. */
  private static void addSettingsFlags(Verb verb, boolean isHidden) {
    verb.option(Settings.NO_FILE, "Leave ~/.sonatinarc alone.").hidden(isHidden).flag();
    verb.option(ConfigReport.OPTION, "Say where the values of options come from.")
        .hidden(isHidden)
        .flag();
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
   * Carries out a verb, and reports what it throws. No lambdas: Java could then not archive the
   * interfaces of Picocli, whose class files are of an old version, and would look for them in all
   * jars at each start.
   */
  private record Execution(Stdio stdio, SonatinaCommand root, Settings settings)
      implements IExecutionStrategy, IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int execute(ParseResult parsed) {
      ParseResult verb = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      if (!parsed.hasMatchedOption(ConfigReport.OPTION)
          && !verb.hasMatchedOption(ConfigReport.OPTION)) {
        return new CommandLine.RunLast().execute(parsed);
      }
      try {
        new ConfigReport(settings).print(verb, stdio);
        return ExitCode.DONE.status();
      } catch (IOException e) {
        return report().print(e).status();
      }
    }

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
