package dev.sonatina.conformance;

import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.ListedDifferences;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import dev.sonatina.conformance.datasets.DatasetSuite;
import dev.sonatina.conformance.jx9.Jx9Suite;
import dev.sonatina.conformance.provdb.ProvdbSuite;
import dev.sonatina.conformance.unqlite.UnqliteSuite;
import dev.sonatina.conformance.wire.WireSuite;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Where the command {@code conformance} begins and ends: one verb per suite. Each prints the cases
 * that fail and, last, {@code N passed, M failed}, and ends with 1 if any failed.
 */
@Command(
    name = "conformance",
    description = "Runs recorded cases against Sonatina and prints which are answered differently.",
    mixinStandardHelpOptions = true,
    subcommands = CommandLine.HelpCommand.class)
public final class Main implements Runnable {

  private static final String DIRECTORY = "A directory of cases; it is only read.";
  private static final String PLANS =
      "Columns and threads of filters: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).";

  private final PrintStream out;
  private final CommandLine commandLine = new CommandLine(this);

  Main(PrintStream out) {
    this.out = out;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What a server logs about requests that were recorded because they are wrong helps nobody.
    LogManager.getLogManager().reset();
    System.exit(new Main(out).execute(arguments));
  }

  /** Runs the command and returns its exit code. */
  int execute(String... arguments) {
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("conformance: " + failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(commandLine, "which suite?");
  }

  @Command(description = "Queries over Chimbuko's records, embedded and through the server.")
  int provdb(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Option(names = "--plans", defaultValue = "USUAL", description = PLANS) Plans plans)
      throws IOException {
    Tally tally = tally();
    ProvdbSuite.of(new CaseDirectory(directory)).run(tally, plans);
    return exitCode(tally);
  }

  @Command(description = "Scripts of every family of the language.")
  int jx9(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Option(names = "--plans", defaultValue = "USUAL", description = PLANS) Plans plans)
      throws IOException {
    Tally tally = tally();
    new Jx9Suite(new CaseDirectory(directory)).run(tally, plans, Clock.systemUTC());
    return exitCode(tally);
  }

  @Command(description = "Questions about data sets, each answered by a script.")
  int datasets(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Option(names = "--plans", defaultValue = "USUAL", description = PLANS) Plans plans)
      throws IOException {
    Tally tally = tally();
    DatasetSuite.of(directory).run(tally, plans);
    return exitCode(tally);
  }

  @Command(description = "Recorded sessions of real clients with real servers.")
  int wire(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Option(
              names = "--server",
              paramLabel = "HOST:PORT",
              description = "A server to ask, instead of a fresh one for each session.")
          @Nullable String server,
      @Option(names = "--plans", defaultValue = "USUAL", description = PLANS) Plans plans)
      throws IOException {
    Tally tally = tally();
    WireSuite suite =
        server == null
            ? WireSuite.againstFreshServers(plans)
            : WireSuite.against(socketAddress(server));
    suite.run(new CaseDirectory(directory), tally);
    return exitCode(tally);
  }

  private InetSocketAddress socketAddress(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          commandLine, "--server: " + text + " (expected: HOST:PORT)", e);
    }
  }

  @Command(description = "Databases that the original wrote, with what it sees in them.")
  int unqlite(@Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory)
      throws IOException {
    Tally tally = tally();
    new UnqliteSuite(new CaseDirectory(directory)).run(tally);
    return exitCode(tally);
  }

  private Tally tally() throws IOException {
    return new Tally(out, ListedDifferences.ofProject());
  }

  private static int exitCode(Tally tally) {
    return tally.printSummary() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
