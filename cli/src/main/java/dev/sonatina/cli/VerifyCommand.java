package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Looks for damage in a database's files. */
final class VerifyCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "A directory or a .unqlite file.").as(String.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  VerifyCommand(Stdio stdio) {
    super(
        "verify",
        "Reads everything that a database holds and tells of every damage, with file and "
            + "place. Changes nothing. Another process may be writing to it meanwhile.");
    footer(
        "",
        "Damage is printed, a line each, and the exit code is 6. Then restore a backup, or "
            + "see sonatina salvage. A .unqlite file has no checksums: what is checked there is "
            + "its structure.",
        "",
        "Example: sonatina verify runs/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path path = DatabaseAddress.stored(database.value());
    VerifyReport report;
    try (WorkBar bar = new WorkBar(stdio, "verifying")) {
      report = Sonatina.verify(path, bar);
    }
    answer(report).print(stdio, json.value());
    return status(report);
  }

  /** What was found. */
  static Answer answer(VerifyReport report) {
    Answer answer = new Answer();
    report.damages().forEach(damage -> answer.line("%s", damage));
    answer.line(
        "%,d records, %,d bytes: %s",
        report.records(),
        report.bytes(),
        report.isIntact() ? "no damage" : damages(report.damages().size()));
    return answer
        .member("intact", report.isIntact())
        .member("records", report.records())
        .member("bytes", report.bytes())
        .member("damages", report.damages());
  }

  /** How a command ends that found this. */
  static int status(VerifyReport report) {
    return (report.isIntact() ? ExitCode.DONE : ExitCode.CORRUPT).status();
  }

  private static String damages(int count) {
    return count == 1 ? "1 damage" : String.format(Locale.ROOT, "%,d damages", count);
  }
}
