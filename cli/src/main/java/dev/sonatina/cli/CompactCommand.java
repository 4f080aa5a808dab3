package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import java.io.IOException;

/** Gives back the space of replaced and erased records. */
final class CompactCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "The database, a directory.").as(String.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  CompactCommand(Stdio stdio) {
    super(
        "compact",
        "Gives the space of replaced and erased records back to the disk. That also "
            + "happens by itself when much of a database is dead; this does it now, and "
            + "completely.");
    footer(
        "", "The database must not be open elsewhere.", "", "Example: sonatina compact runs/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database.value()).open(Access.WRITE);
        WorkBar bar = new WorkBar(stdio, "compacting")) {
      Database target = opened.database();
      long before = target.info().fileBytes();
      target.compact(bar);
      long after = target.info().fileBytes();
      new Answer()
          .line("%,d bytes before, %,d bytes after", before, after)
          .member("bytesBefore", before)
          .member("bytesAfter", after)
          .print(stdio, json.value());
    }
    return ExitCode.DONE.status();
  }
}
