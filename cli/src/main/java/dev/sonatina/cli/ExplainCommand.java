package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.ScriptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a filter and tells how it came to its answer. */
@Command(
    name = "explain",
    description = "Runs a filter and tells how the records were found, instead of printing them.",
    footer = {
      "",
      "Columns are built when a filter compares the same members for the second time, so the",
      "second run may take another way than the first.",
      "",
      "Example: sonatina explain runs/today anomalies 'function($r) { return $r.rid == 4; }'"
    })
final class ExplainCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "The database.")
  private String database = "";

  @Parameters(paramLabel = "COLLECTION", description = "The collection in it.")
  private String collection = "";

  @Parameters(paramLabel = "FUNCTION", description = "A Jx9 function of one record.")
  private String function = "";

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the filter is run and explained (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  ExplainCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database).open(Access.READ)) {
      Collection explained = opened.database().collection(collection);
      for (int run = 1; run <= runs; run++) {
        print(run, explained.explain(FilterRequest.of(function)));
      }
      return ExitCode.DONE.status();
    } catch (ScriptException e) {
      throw new ScriptFailure(ScriptSource.ofArgument("FUNCTION", function), e);
    }
  }

  private void print(int run, Explanation explanation) throws IOException {
    line("run %d: %.1f ms, %s", run, explanation.nanos() / 1e6, explanation.plan());
    line("  selects only if  %s", explanation.condition());
    if (!explanation.columns().isEmpty()) {
      line(
          "  columns          %s (%,d KB)",
          String.join(", ", explanation.columns()), explanation.columnBytes() >> 10);
      line(
          "  rows examined    %,d, blocks of 4096 skipped %,d",
          explanation.rowsExamined(), explanation.blocksSkipped());
    }
    line(
        "  records          %,d examined, %,d returned",
        explanation.recordsExamined(), explanation.recordsReturned());
  }

  private void line(String format, Object... values) throws IOException {
    stdio
        .out()
        .writeLine(String.format(Locale.ROOT, format, values).getBytes(StandardCharsets.UTF_8));
  }
}
