package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the questions of the quickstart, and prints all it has to say. */
final class QuickstartReport {

  private static final int ROWS_SHOWN_MAX = 5;
  private static final int CODE_WIDTH = 92;
  private static final String INDENT = "     ";

  /**
   * A question and the filter that answers it; the texts are those that Chimbuko's clients send.
   */
  private record FilterQuestion(String question, String collection, String function) {}

  /** An answer, and how long it took for the first and for the second time. */
  private record Timed<T>(T answer, long firstNanos, long againNanos) {}

  private static final List<FilterQuestion> FILTERS =
      List.of(
          new FilterQuestion(
              "What went wrong on rank 4 between the steps 2 and 6?",
              "anomalies",
              "function($ev) { return $ev.pid == 0 && $ev.rid == 4"
                  + " && $ev.io_step >= 2 && $ev.io_step <= 6;}"),
          new FilterQuestion(
              "What cost rank 0 at least a millisecond?",
              "anomalies",
              "function($ev) { return $ev.pid == 0 && $ev.rid == 0 && $ev.io_step >= 0"
                  + " && $ev.io_step <= 9 && $ev.outlier_severity >= 1000.000000;}"),
          new FilterQuestion(
              "Where was function 19 much slower than usual, on any rank?",
              "anomalies",
              "function($ev) { return $ev.pid == 0 && $ev.fid == 19 && $ev.io_step >= 0"
                  + " && $ev.io_step <= 9 && $ev.outlier_severity >= 50.000000"
                  + " && $ev.outlier_score >= 10.000000;}"));

  private final Stdio stdio;
  private final Palette palette;
  private int questions;

  QuickstartReport(Stdio stdio) {
    this.stdio = stdio;
    this.palette = stdio.palette(Stdio.Stream.OUT);
  }

  /** The filter functions that are asked. */
  static List<String> filters() {
    return FILTERS.stream().map(FilterQuestion::function).toList();
  }

  void title(String title) throws IOException {
    line("");
    line(palette.heading(title));
    line("");
  }

  void fact(String name, String value) throws IOException {
    line(String.format(Locale.ROOT, "  %-8s%s", name, value));
    stdio.out().flush();
  }

  /** Asks everything of this database. */
  void tour(Database database) throws IOException {
    for (FilterQuestion each : FILTERS) {
      ask(each, database);
    }
    askScript(
        "Which functions cost most, over all ranks?", resource("costly-functions.jx9"), database);
  }

  /** Says what to do next, with commands that work as they stand. */
  void next(@Nullable Path kept) throws IOException {
    String command = System.getProperty("sonatina.command", "sonatina");
    line("");
    line(palette.heading("Try next"));
    if (kept == null) {
      next(command + " quickstart --keep provdb", "the same again, and the database stays");
      next(
          command + " run -c 'print \"Jx9 says \" .. 6 * 7 .. \"\\n\";'", "Jx9 without a database");
      next(command + " --help", "all verbs");
    } else {
      String filter = "function($r) { return $r.outlier_score > 30; }";
      next(
          command + " filter " + kept + " anomalies '" + filter + "' | head -3",
          "records, as JSON");
      next(
          command + " run " + kept + " -c 'print db_total_records(\"anomalies\"), \"\\n\";'",
          "a script");
      next(command + " serve -a ofi+tcp://127.0.0.1:5555 " + kept, "a server for Sonata's clients");
    }
    line("");
  }

  private void ask(FilterQuestion each, Database database) throws IOException {
    heading(each.question());
    code("filter " + each.collection(), each.function());
    Collection collection = database.collection(each.collection());
    Timed<List<String>> records = timed(() -> collection.filter(each.function()).toList());
    table(records.answer());
    int count = records.answer().size();
    String more = count > ROWS_SHOWN_MAX ? " (the first " + ROWS_SHOWN_MAX + " shown)" : "";
    result(count + " records" + more, records);
  }

  private void askScript(String question, String script, Database database) throws IOException {
    heading(question);
    code("execute", script);
    Timed<String> output = timed(() -> database.execute(script).output());
    block(output.answer());
    result("printed by the script, on the server", output);
  }

  private void heading(String question) throws IOException {
    questions++;
    line("");
    line("  " + palette.heading(questions + "  " + question));
  }

  private void code(String operation, String jx9) throws IOException {
    line(INDENT + palette.faint(operation));
    for (String each : jx9.strip().lines().toList()) {
      for (String piece : folded(each)) {
        line(INDENT + palette.code(piece));
      }
    }
    line("");
  }

  /** Breaks a line that is too long for a terminal where a condition goes on. */
  private static List<String> folded(String code) {
    List<String> pieces = new ArrayList<>();
    String rest = code;
    while (rest.length() > CODE_WIDTH) {
      int at = rest.lastIndexOf(" &&", CODE_WIDTH);
      if (at < 0) {
        break;
      }
      pieces.add(rest.substring(0, at));
      rest = "   " + rest.substring(at);
    }
    pieces.add(rest);
    return pieces;
  }

  /** Jx9 is a fair tool for printing tables, too. */
  private void table(List<String> records) throws IOException {
    try (Database scratch = Sonatina.inMemory()) {
      ScriptRequest request =
          ScriptRequest.of(resource("anomaly-table.jx9"))
              .argument("records", "[" + String.join(",", records) + "]")
              .argument("limit", String.valueOf(ROWS_SHOWN_MAX));
      block(scratch.execute(request).output());
    }
  }

  private void block(String text) throws IOException {
    for (String each : text.lines().toList()) {
      line(INDENT + each);
    }
  }

  private void result(String what, Timed<?> timed) throws IOException {
    String time =
        String.format(
            Locale.ROOT,
            "%.1f ms, again in %.1f ms",
            timed.firstNanos / 1e6,
            timed.againNanos / 1e6);
    line(INDENT + palette.good(what) + palette.faint(" in " + time));
    stdio.out().flush();
  }

  /** Asks twice: the first time, a fresh Java still has to load and compile what answers. */
  private <T> Timed<T> timed(Supplier<T> question) {
    List<T> answers = new ArrayList<>(2);
    long start = stdio.nanoTime().getAsLong();
    answers.add(question.get());
    long middle = stdio.nanoTime().getAsLong();
    answers.add(question.get());
    long end = stdio.nanoTime().getAsLong();
    return new Timed<>(answers.get(1), middle - start, end - middle);
  }

  private void next(String command, String what) throws IOException {
    line("  " + palette.code(command));
    line("      " + palette.faint(what));
  }

  private void line(String text) throws IOException {
    stdio.out().print(text + "\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream source = QuickstartReport.class.getResourceAsStream("quickstart/" + name)) {
      if (source == null) {
        throw new IOException("no resource " + name);
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
