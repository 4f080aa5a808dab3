package dev.sonatina.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a verb: what holds for every verb, and the help. */
@Command(
    name = "sonatina",
    description = {
      "Stores JSON records and answers Jx9 queries over them.",
      "",
      "A DATABASE is a directory (one directory is one database), :mem:, a .unqlite file, or",
      "ofi+tcp://HOST:PORT/PROVIDER/NAME for a database behind a server."
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = {
      "sonatina VERB [OPTIONS] …",
      "       sonatina DATABASE < script.jx9      (short for: sonatina run DATABASE)",
      "       sonatina DATABASE                   (typed: sonatina shell DATABASE)"
    },
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nFor every verb:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:error in a running script",
      "2:wrong use of the command",
      "3:syntax error in a script",
      "4:cannot open or connect",
      "5:refused by the database or server",
      "6:damaged file",
      "7:limit reached",
      "130:interrupted"
    },
    footer = {
      "",
      "Example: sonatina run -c 'print \"Hello from Jx9\\n\";'",
      "Put Jx9 in single quotes, so that the shell leaves its $ alone."
    },
    versionProvider = Version.class)
final class SonatinaCommand implements Runnable {

  private final Stdio stdio;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "An error takes one line; no other remarks.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Picocli looks at the annotation only.
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // Picocli looks at the annotation only.
  private boolean version;

  SonatinaCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto, always or never; auto is on a terminal, and honours NO_COLOR.")
  void setColour(Stdio.ColourMode mode) {
    stdio.setColourMode(mode);
  }

  boolean isQuiet() {
    return quiet;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "what shall be done?");
  }
}
