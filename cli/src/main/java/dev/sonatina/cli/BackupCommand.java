package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.StoreInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a database, which may be in use. */
@Command(
    name = "backup",
    description = {
      "Copies a database as it is at this moment to a new directory, where it is a "
          + "database of its own. Another process, a server for instance, may be writing to it "
          + "meanwhile."
    },
    footer = {
      "",
      "On the same file system the copy shares files that do not change any more, which "
          + "takes no space and no time. Against a failing disk choose a directory on another "
          + "one.",
      "",
      "Example: sonatina backup runs/today /mnt/backup/today"
    })
final class BackupCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "The database, a directory.")
  private String database = "";

  @Parameters(paramLabel = "DIR", description = "A new or empty directory for the copy.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  BackupCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database).open(Access.READ)) {
      backup(opened.database(), directory, stdio).print(stdio, json);
    }
    return ExitCode.DONE.status();
  }

  /** Copies a database and tells what was copied. */
  static Answer backup(Database source, Path directory, Stdio stdio) {
    try (WorkBar bar = new WorkBar(stdio, "copying")) {
      source.backup(directory, bar);
    }
    StoreInfo info = source.info();
    return new Answer()
        .line("%,d records in %,d collections", info.records(), info.collections())
        .member("records", info.records())
        .member("collections", info.collections())
        .member("bytes", info.fileBytes());
  }
}
