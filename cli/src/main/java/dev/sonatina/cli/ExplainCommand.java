package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a filter or a script and tells how it came to its answer. */
@Command(
    name = "explain",
    description = {
      "Runs a filter, or a script, and tells how the records were found, instead of printing them.",
      "The database is opened read-only."
    },
    footer = {
      "",
      "Columns are built when a filter compares the same members for the second",
      "time, so the second run may take another way than the first.",
      "",
      "Example: sonatina explain runs/today c 'function($r) { return $r.a == 4; }'",
      "         sonatina explain runs/today -c 'print db_fetch(\"c\").a;'"
    })
final class ExplainCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(index = "0", paramLabel = "DATABASE", description = "The database.")
  private String database = "";

  @Parameters(
      index = "1",
      paramLabel = "COLLECTION",
      arity = "0..1",
      description = "The collection in it.")
  private @Nullable String collection;

  @Parameters(
      index = "2",
      paramLabel = "FUNCTION",
      arity = "0..1",
      description = "A Jx9 function of one record.")
  private @Nullable String function;

  /** A script instead of a filter. */
  static final class Code {
    @Option(
        names = {"-c", "--code"},
        paramLabel = "CODE",
        description = "Jx9 code to explain instead of a filter.")
    private @Nullable String text;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file with Jx9 code to explain; - is standard input.")
    private @Nullable String file;
  }

  @ArgGroup private @Nullable Code code;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often it is run and explained (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  ExplainCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    ScriptSource script = script();
    if (script != null && collection == null) {
      ScriptRequest request = ScriptRequest.of(script.text());
      return explain(script, database -> database.explain(request));
    }
    if (script == null && collection != null && function != null) {
      String filtered = collection;
      FilterRequest request = FilterRequest.of(function);
      return explain(
          ScriptSource.ofFunction(function),
          database -> database.collection(filtered).explain(request));
    }
    throw new CliException(
        ExitCode.USAGE, "explain: expected COLLECTION and FUNCTION, or one of -c and -f");
  }

  private int explain(ScriptSource source, Function<Database, Explanation> explaining)
      throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database).open(Access.READ)) {
      for (int run = 1; run <= runs; run++) {
        print(run, explaining.apply(opened.database()));
      }
      return ExitCode.DONE.status();
    } catch (ScriptException e) {
      throw new ScriptFailure(source, e);
    }
  }

  private @Nullable ScriptSource script() {
    Code given = code;
    if (given == null) {
      return null;
    }
    if (given.text != null) {
      return ScriptSource.ofArgument("-c", given.text);
    }
    String file = String.valueOf(given.file);
    return file.equals("-")
        ? ScriptSource.ofStandardInput(stdio)
        : ScriptSource.ofFile(Path.of(file));
  }

  private void print(int run, Explanation explanation) throws IOException {
    line("run %d: %.1f ms, %s", run, explanation.nanos() / 1e6, explanation.plan());
    if (code == null) {
      line("  selects only if  %s", explanation.condition());
    }
    if (!explanation.columns().isEmpty()) {
      line("  columns          %s", String.join(", ", explanation.columns()));
      line(
          "  rows examined    %,d, blocks of 4096 skipped %,d",
          explanation.rowsExamined(), explanation.blocksSkipped());
    }
    line(
        "  records          %,d examined, %,d returned",
        explanation.recordsExamined(), explanation.recordsReturned());
    line("  memory           %,d KB", (explanation.memoryBytes() + 1023) >> 10);
  }

  private void line(String format, Object... values) throws IOException {
    stdio
        .out()
        .writeLine(String.format(Locale.ROOT, format, values).getBytes(StandardCharsets.UTF_8));
  }
}
