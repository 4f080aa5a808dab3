package dev.sonatina.cli;

import dev.sonatina.cli.bench.BenchCommand;
import dev.sonatina.cli.verb.Verb;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The verbs, each with the class that carries it out. */
final class Verbs {

  /** In the order of the help. */
  static final List<String> NAMES =
      List.of(
          "run",
          "shell",
          "load",
          "import",
          "export",
          "filter",
          "explain",
          "serve",
          "provdb-admin",
          "ping",
          "admin",
          "shutdown",
          "info",
          "backup",
          "verify",
          "salvage",
          "compact",
          "functions",
          "limits",
          "completion",
          "quickstart",
          "sample",
          "bench");

  private Verbs() {}

  /**
   * What carries out the verb.
   *
   * @param verb one of {@link #NAMES}
   */
  static Verb create(String verb, Stdio stdio) {
    return switch (verb) {
      case "run" -> new RunCommand(stdio);
      case "shell" -> new ShellCommand(stdio);
      case "load" -> new LoadCommand(stdio);
      case "import" -> new ImportCommand(stdio);
      case "export" -> new ExportCommand(stdio);
      case "filter" -> new FilterCommand(stdio);
      case "explain" -> new ExplainCommand(stdio);
      case "serve" -> new ServeCommand(stdio);
      case "provdb-admin" -> new ProvdbAdminCommand(stdio);
      case "ping" -> new PingCommand(stdio);
      case "admin" -> new AdminCommand(stdio);
      case "shutdown" -> new ShutdownCommand();
      case "info" -> new InfoCommand(stdio);
      case "backup" -> new BackupCommand(stdio);
      case "verify" -> new VerifyCommand(stdio);
      case "salvage" -> new SalvageCommand(stdio);
      case "compact" -> new CompactCommand(stdio);
      case "functions" -> new FunctionsCommand(stdio);
      case "limits" -> new LimitsCommand(stdio);
      case "completion" -> new CompletionCommand(stdio);
      case "quickstart" -> new QuickstartCommand(stdio);
      case "sample" -> new SampleCommand(stdio);
      case "bench" -> new BenchCommand(new PrintStream(stdio.out(), true, StandardCharsets.UTF_8));
      default -> throw new IllegalArgumentException(verb);
    };
  }
}
