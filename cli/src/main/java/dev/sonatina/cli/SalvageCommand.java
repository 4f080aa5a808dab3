package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.SalvageReport;
import java.io.IOException;
import java.nio.file.Path;

/** Copies what can be read of a damaged database to a new one. */
final class SalvageCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "A directory or a .unqlite file.").as(String.class);

  private final Argument<Path> directory =
      operand("DIR", "A new or empty directory for the new database.").as(Path.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  SalvageCommand(Stdio stdio) {
    super(
        "salvage",
        "Copies what can still be read of a damaged database to a new one. The damaged one "
            + "is not changed. Records keep their ids.");
    footer(
        "",
        "What is lost is printed, a line each, and the exit code is 6 if anything is.",
        "",
        "Example: sonatina salvage runs/today runs/saved");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path path = DatabaseAddress.stored(database.value());
    SalvageReport report;
    try (WorkBar bar = new WorkBar(stdio, "salvaging")) {
      report = Sonatina.salvage(path, directory.value(), bar);
    }
    Answer answer = new Answer();
    report.notes().forEach(note -> answer.line("%s", note));
    answer
        .line(
            "%,d records in %,d collections, %,d lost",
            report.records(), report.collections(), report.lost())
        .member("records", report.records())
        .member("collections", report.collections())
        .member("lost", report.lost())
        .member("notes", report.notes())
        .print(stdio, json.value());
    return (report.lost() == 0 ? ExitCode.DONE : ExitCode.CORRUPT).status();
  }
}
