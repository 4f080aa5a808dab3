package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.print.Palette;
import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loads data that travels with the command, to try queries on. */
@Command(
    name = "sample",
    description = "Loads sample records into a database; without arguments lists what there is.",
    footer = {
      "",
      "Questions about each sample, and scripts that answer them, are in cli/src/main/resources/samples.",
      "",
      "Example: sonatina sample taverna workflows.db"
    })
final class SampleCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      index = "0",
      description = "Which sample: provdb, slimfaas or taverna.")
  private @Nullable String name;

  @Parameters(
      paramLabel = "DATABASE",
      arity = "0..1",
      index = "1",
      description = "Where to; it is made if there is none.")
  private @Nullable String database;

  SampleCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    String wanted = name;
    if (wanted == null) {
      for (SampleData data : SampleData.all()) {
        describe(data);
      }
      return ExitCode.DONE.status();
    }
    SampleData data = SampleData.named(wanted).orElseThrow(() -> unknown(wanted));
    if (database == null) {
      describe(data);
      return ExitCode.DONE.status();
    }
    try (OpenedDatabase opened =
        DatabaseAddress.parseWritable(database, StoreType.LOG).open(Access.CREATE)) {
      long count = SampleLoader.load(data, opened.database(), stdio, ProgressBar.PATIENCE_NANOS);
      stdio.note(String.format(Locale.ROOT, "%,d records in %s", count, database));
    }
    return ExitCode.DONE.status();
  }

  private void describe(SampleData data) throws IOException {
    Palette palette = stdio.palette(Stdio.Stream.OUT);
    String name = String.format(Locale.ROOT, "%-9s", data.name());
    stdio.out().print(palette.heading(name) + " " + data.description() + "\n");
    stdio.out().print("          " + palette.faint(String.join(", ", data.collections())) + "\n");
  }

  private static CliException unknown(String name) {
    String names =
        SampleData.all().stream().map(SampleData::name).collect(Collectors.joining(", "));
    return new CliException(
        ExitCode.USAGE, "there is no sample '" + name + "' (expected: " + names + ")");
  }
}
