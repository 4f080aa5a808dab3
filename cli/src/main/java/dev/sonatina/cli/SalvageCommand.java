package dev.sonatina.cli;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.SalvageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies what can be read of a damaged database to a new one. */
@Command(
    name = "salvage",
    description = {
      "Copies what can still be read of a damaged database to a new one. The damaged one "
          + "is not changed. Records keep their ids."
    },
    footer = {
      "",
      "What is lost is printed, a line each, and the exit code is 6 if anything is.",
      "",
      "Example: sonatina salvage runs/today runs/saved"
    })
final class SalvageCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "A directory or a .unqlite file.")
  private String database = "";

  @Parameters(paramLabel = "DIR", description = "A new or empty directory for the new database.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  SalvageCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path path = DatabaseAddress.stored(database);
    SalvageReport report;
    try (WorkBar bar = new WorkBar(stdio, "salvaging")) {
      report = Sonatina.salvage(path, directory, bar);
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
        .print(stdio, json);
    return (report.lost() == 0 ? ExitCode.DONE : ExitCode.CORRUPT).status();
  }
}
