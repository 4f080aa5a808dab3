package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.StoreInfo;
import java.io.IOException;
import java.nio.file.Path;

/** Copies a database, which may be in use. */
final class BackupCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "The database, a directory.").as(String.class);

  private final Argument<Path> directory =
      operand("DIR", "A new or empty directory for the copy.").as(Path.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  BackupCommand(Stdio stdio) {
    super(
        "backup",
        "Copies a database as it is at this moment to a new directory, where it is a "
            + "database of its own. Another process, a server for instance, may be writing to it "
            + "meanwhile.");
    footer(
        "",
        "On the same file system the copy shares files that do not change any more, which "
            + "takes no space and no time. Against a failing disk choose a directory on another "
            + "one.",
        "",
        "Example: sonatina backup runs/today /mnt/backup/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database.value()).open(Access.READ)) {
      backup(opened.database(), directory.value(), stdio).print(stdio, json.value());
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
