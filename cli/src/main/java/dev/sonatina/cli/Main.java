package dev.sonatina.cli;

import dev.sonatina.cli.bench.BenchCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /** What makes each verb, in the order of the help. */
  private static final Map<String, Function<Stdio, Object>> VERBS = verbs();

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ServerLog.startQuietly();
    System.exit(run(Stdio.ofProcess(), arguments));
  }

  /** Runs the command on these streams and returns its exit code. */
  static int run(Stdio stdio, String... arguments) {
    int status;
    try {
      String[] completed = ImpliedVerb.complete(arguments, VERBS.keySet(), stdio);
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
    Optional<String> verb = Stream.of(arguments).filter(VERBS::containsKey).findFirst();
    VERBS.forEach(
        (name, create) -> {
          if (verb.isEmpty() || name.equals(verb.get())) {
            commandLine.addSubcommand(create.apply(stdio));
          }
        });
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

  private static Map<String, Function<Stdio, Object>> verbs() {
    Map<String, Function<Stdio, Object>> verbs = new LinkedHashMap<>();
    verbs.put("run", RunCommand::new);
    verbs.put("load", LoadCommand::new);
    verbs.put("import", ImportCommand::new);
    verbs.put("export", ExportCommand::new);
    verbs.put("filter", FilterCommand::new);
    verbs.put("explain", ExplainCommand::new);
    verbs.put("serve", ServeCommand::new);
    verbs.put("info", InfoCommand::new);
    verbs.put("backup", BackupCommand::new);
    verbs.put("verify", VerifyCommand::new);
    verbs.put("salvage", SalvageCommand::new);
    verbs.put("compact", CompactCommand::new);
    verbs.put("functions", FunctionsCommand::new);
    verbs.put("quickstart", QuickstartCommand::new);
    verbs.put("sample", SampleCommand::new);
    verbs.put(
        "bench",
        stdio -> BenchCommand.create(new PrintStream(stdio.out(), true, StandardCharsets.UTF_8)));
    return Collections.unmodifiableMap(verbs);
  }
}
