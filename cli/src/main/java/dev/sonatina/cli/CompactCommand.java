package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Database;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives back the space of replaced and erased records. */
@Command(
    name = "compact",
    description = {
      "Gives the space of replaced and erased records back to the disk. That also "
          + "happens by itself when much of a database is dead; this does it now, and "
          + "completely."
    },
    footer = {
      "",
      "The database must not be open elsewhere.",
      "",
      "Example: sonatina compact runs/today"
    })
final class CompactCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "The database, a directory.")
  private String database = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CompactCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database).open(Access.WRITE);
        WorkBar bar = new WorkBar(stdio, "compacting")) {
      Database target = opened.database();
      long before = target.info().fileBytes();
      target.compact(bar);
      long after = target.info().fileBytes();
      new Answer()
          .line("%,d bytes before, %,d bytes after", before, after)
          .member("bytesBefore", before)
          .member("bytesAfter", after)
          .print(stdio, json);
    }
    return ExitCode.DONE.status();
  }
}
