package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.UnqliteDatabases;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Takes the collections of a file of UnQLite over into a database. */
final class ImportCommand extends Verb {

  private final Stdio stdio;

  private final Argument<Path> file =
      operand("FILE", "The file; a dead writer's journal is minded.").as(Path.class);

  private final Argument<String> database =
      operand("DATABASE", "The database, a directory.").as(String.class);

  private final Argument<Boolean> salvage =
      flag("--salvage", "Import what a damaged file still holds, wherever in the file it lies.");

  ImportCommand(Stdio stdio) {
    super(
        "import",
        "Takes the collections of a .unqlite file over into a database, with their ids and dates.",
        "Makes the database if there is none. The file is only read.");
    footer(
        "",
        "A damaged file is an error, which says where the damage is, and then nothing is imported.",
        "",
        "Example: sonatina import provdb.0.unqlite runs/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = DatabaseAddress.directory(database.value());
    UnqliteImportReport report;
    try (TransferBar bar = new TransferBar(stdio, "importing")) {
      report =
          UnqliteDatabases.importFile(
              file.value(),
              directory,
              salvage.value() ? Reading.SALVAGE : Reading.STRICT,
              bar,
              new Cancellation());
    }
    print("%,d records in %,d collections", report.records(), report.collections());
    print(report.repairedIds(), "%,d records had a wrong __id, which is repaired");
    print(report.otherKeys(), "%,d keys belong to no collection and stayed behind");
    if (report.wasRolledBack()) {
      print("an unfinished transaction of a writer that died was left out");
    }
    for (String remark : report.remarks()) {
      stdio.note(remark);
    }
    for (String damage : report.damages()) {
      stdio.note(damage);
    }
    print(report.damageCount(), "%,d damaged places, of which nothing was imported");
    return ExitCode.DONE.status();
  }

  private void print(long count, String format) throws IOException {
    if (count > 0) {
      print(format, count);
    }
  }

  private void print(String format, Object... arguments) throws IOException {
    String line = String.format(Locale.ROOT, format, arguments);
    stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
  }
}
