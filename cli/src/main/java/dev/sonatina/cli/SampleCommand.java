package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.print.Palette;
import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Loads data that travels with the command, to try queries on. */
final class SampleCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> name =
      operand("NAME", "Which sample: provdb, slimfaas or taverna.").optional().as(String.class);

  private final Argument<String> database =
      operand("DATABASE", "Where to; it is made if there is none.").optional().as(String.class);

  SampleCommand(Stdio stdio) {
    super("sample", "Loads sample records into a database; without arguments lists what there is.");
    footer(
        "",
        "Questions about each sample, and scripts that answer them, are in cli/src/main/resources/samples.",
        "",
        "Example: sonatina sample taverna workflows.db");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    String wanted = name.orNull();
    if (wanted == null) {
      for (SampleData data : SampleData.all()) {
        describe(data);
      }
      return ExitCode.DONE.status();
    }
    SampleData data = SampleData.named(wanted).orElseThrow(() -> unknown(wanted));
    String target = database.orNull();
    if (target == null) {
      describe(data);
      return ExitCode.DONE.status();
    }
    try (OpenedDatabase opened =
        DatabaseAddress.parseWritable(target, StoreType.LOG).open(Access.CREATE)) {
      long count = SampleLoader.load(data, opened.database(), stdio, ProgressBar.PATIENCE_NANOS);
      stdio.note(String.format(Locale.ROOT, "%,d records in %s", count, target));
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
