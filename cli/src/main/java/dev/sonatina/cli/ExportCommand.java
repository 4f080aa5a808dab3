package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.UnqliteDatabases;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.interchange.UnqliteExportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a database to a file of UnQLite. */
final class ExportCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "The database, a directory.").as(String.class);

  private final Argument<Path> file = operand("FILE", "The file to write.").as(Path.class);

  ExportCommand(Stdio stdio) {
    super(
        "export",
        "Writes a database to a .unqlite file, which Sonata and UnQLite open, read and continue.",
        "A .unqlite file that is there is replaced, at once and only when the new one is complete; a"
            + " file of another kind is left alone.");
    footer(
        "",
        "What the format cannot hold exactly is counted. Nesting of more than 62 levels and names of"
            + " collections that collide in the format are errors, and then nothing is written.",
        "",
        "Example: sonatina export runs/today provdb.0.unqlite");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = DatabaseAddress.directory(database.value());
    UnqliteExportReport report;
    try (TransferBar bar = new TransferBar(stdio, "exporting")) {
      report = UnqliteDatabases.exportTo(file.value(), directory, bar, new Cancellation());
    }
    print("%,d records in %,d collections", report.records(), report.collections());
    for (String narrowed : report.narrowing().descriptions()) {
      print("%s", narrowed);
    }
    return ExitCode.DONE.status();
  }

  private void print(String format, Object... arguments) throws IOException {
    String line = String.format(Locale.ROOT, format, arguments);
    stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
  }
}
