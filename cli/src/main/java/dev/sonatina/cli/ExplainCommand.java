package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a filter or a script and tells how it came to its answer. */
final class ExplainCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database = operand("DATABASE", "The database.").as(String.class);

  private final Argument<String> collection =
      operand("COLLECTION", "The collection in it.").optional().as(String.class);

  private final Argument<String> function =
      operand("FUNCTION", "A Jx9 function of one record, or a condition.")
          .optional()
          .as(String.class);

  private final Argument<String> code =
      option("-c, --code", "CODE", "Jx9 code to explain instead of a filter.").as(String.class);

  private final Argument<String> file =
      option("-f, --file", "FILE", "A file with Jx9 code to explain; - is standard input.")
          .as(String.class);

  private final Argument<Integer> runs =
      option("--runs", "N", "How often it is run and explained (default: ${DEFAULT-VALUE}).")
          .orElse("3")
          .as(Integer.class);

  ExplainCommand(Stdio stdio) {
    super(
        "explain",
        "Runs a filter, or a script, and tells how the records were found, instead of printing them.",
        "The database is opened read-only.");
    footer(
        "",
        "Columns are built when a filter compares the same members for the second",
        "time, so the second run may take another way than the first.",
        "",
        "Example: sonatina explain runs/today c 'function($r) { return $r.a == 4; }'",
        "         sonatina explain runs/today -c 'print db_fetch(\"c\").a;'");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    String filtered = collection.orNull();
    String predicate = function.orNull();
    ScriptSource script = script();
    if (script != null && filtered == null) {
      ScriptRequest request = ScriptRequest.of(script.text());
      return explain(script, opened -> opened.explain(request));
    }
    if (script == null && filtered != null && predicate != null) {
      ScriptSource source = ScriptSource.ofFunction(predicate);
      FilterRequest request = FilterRequest.of(source.text());
      return explain(source, opened -> opened.collection(filtered).explain(request));
    }
    throw new CliException(
        ExitCode.USAGE, "explain: expected COLLECTION and FUNCTION, or one of -c and -f");
  }

  private int explain(ScriptSource source, Function<Database, Explanation> explaining)
      throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database.value()).open(Access.READ)) {
      for (int run = 1; run <= runs.value(); run++) {
        print(run, explaining.apply(opened.database()));
      }
      return ExitCode.DONE.status();
    } catch (ScriptException e) {
      throw new ScriptFailure(source, e);
    }
  }

  /** The script to explain instead of a filter; null if there is none. */
  private @Nullable ScriptSource script() {
    String text = code.orNull();
    String name = file.orNull();
    if (text != null && name != null) {
      throw new CliException(ExitCode.USAGE, "explain: expected one of -c and -f, not both");
    }
    if (name == null) {
      return text == null ? null : ScriptSource.ofArgument("-c", text);
    }
    return name.equals("-")
        ? ScriptSource.ofStandardInput(stdio)
        : ScriptSource.ofFile(Path.of(name));
  }

  private void print(int run, Explanation explanation) throws IOException {
    line("run %d: %.1f ms, %s", run, explanation.nanos() / 1e6, explanation.plan());
    if (collection.orNull() != null) {
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
