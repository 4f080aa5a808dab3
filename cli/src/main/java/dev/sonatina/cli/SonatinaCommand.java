package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The command without a verb: what holds for every verb, and the help. */
final class SonatinaCommand extends Verb {

  private final Argument<Boolean> quiet =
      option("-q, --quiet", "An error takes one line; no other remarks.").inherited().flag();

  SonatinaCommand(Stdio stdio) {
    super(
        "sonatina",
        "Stores JSON records and answers Jx9 queries over them.",
        "",
        "A DATABASE is a directory (one directory is one database), :mem:, a .unqlite file, or"
            + " ofi+tcp://HOST:PORT/PROVIDER/NAME for a database behind a server.");
    synopsis(
        "sonatina VERB [OPTIONS] …",
        "       sonatina DATABASE < script.jx9      (short for: sonatina run DATABASE)",
        "       sonatina DATABASE                   (typed: sonatina shell DATABASE)");
    footer(
        "",
        "Example: sonatina run -c 'print \"Hello from Jx9\\n\";'",
        "Put Jx9 in single quotes, so that the shell leaves its $ alone.");
    spec()
        .usageMessage()
        .synopsisHeading("%nUsage: ")
        .commandListHeading("%nVerbs:%n")
        .optionListHeading("%nFor every verb:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings());
    spec().versionProvider(new Version());
    spec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Show this help.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
    option("--color", "WHEN", "auto, always or never; auto is on a terminal, and honours NO_COLOR.")
        .inherited()
        .as(Stdio.ColourMode.class)
        .whenRead(stdio::setColourMode);
  }

  boolean isQuiet() {
    return quiet.value();
  }

  @Override
  public Integer call() {
    throw wrongUse("what shall be done?");
  }
}
