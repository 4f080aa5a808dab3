package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The commands of a shell that begin with a point, in sqlite's words where it has them. */
final class ShellCommands {

  private static final int SAMPLE_RECORDS = 1_000;

  /** What a command does; {@code rest} is what stands behind its name. */
  interface Action {
    void run(String rest) throws IOException;
  }

  private record Entry(String arguments, String help, Action action) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Stdio stdio;
  private final ShellSession session;
  private @Nullable Integer exitStatus;
  private int failed;

  ShellCommands(Stdio stdio, ShellSession session) {
    this.stdio = stdio;
    this.session = session;
    add(".help", "[PART]", "these commands, or those with PART in their names", this::help);
    add(".open", "DATABASE", "go over to another database, made if there is none", this::open);
    add(".collections", "", "names of the collections, with their counts", this::collections);
    add(".count", "COLLECTION", "how many records there are", this::count);
    add(".schema", "COLLECTION", "members of the first records, with their types", this::schema);
    add(".dump", "COLLECTION", "every record, one a line", this::dump);
    add(".filter", "COLLECTION FUNCTION", "the records that a function selects", this::filter);
    add(".explain", "COLLECTION FUNCTION", "how a filter is carried out", this::explain);
    add(".read", "FILE", "run a script", this::read);
    add(".output", "[FILE]", "send output to a file, or here again", this::output);
    add(".timer", "on|off", "tell how long each script took", this::timer);
    add(".commit", "", "sync what was written", rest -> session.database().commit());
    add(".functions", "[NAME]", "the functions of Jx9", this::functions);
    new ShellFileCommands(stdio, session).addTo(this);
    add(".exit", "[STATUS]", "leave; so does Ctrl-D", this::exit);
  }

  /** Adds a command; without arguments in brackets, or any, there must be some. */
  void add(String name, String arguments, String help, Action action) {
    entries.put(name, new Entry(arguments, help, action));
  }

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The status to leave with, null to stay. */
  @Nullable Integer exitStatus() {
    return exitStatus;
  }

  /**
   * Carries out a line that begins with a point.
   *
   * @return how it ended, 0 if all went well
   */
  int run(String line) throws IOException {
    failed = 0;
    String[] words = line.strip().split("\\s+", 2);
    Entry entry = entries.get(words[0]);
    if (entry == null) {
      throw new CliException(
          ExitCode.USAGE,
          "there is no command "
              + words[0]
              + NearestWord.hint(words[0], entries.keySet())
              + " (.help lists all)");
    }
    String rest = words.length > 1 ? words[1] : "";
    boolean mayBeEmpty = entry.arguments.isEmpty() || entry.arguments.startsWith("[");
    if (rest.isEmpty() && !mayBeEmpty) {
      throw new CliException(ExitCode.USAGE, "expected: " + words[0] + " " + entry.arguments);
    }
    entry.action.run(rest);
    session.output().flush();
    return failed;
  }

  /** Notes how the command ends that is being carried out, which has told the reason already. */
  void ended(int status) {
    failed = status;
  }

  private void line(String text) throws IOException {
    session.output().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void help(String part) throws IOException {
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      if (each.getKey().contains(part)) {
        Entry entry = each.getValue();
        line(
            String.format(
                Locale.ROOT, "%-32s %s", each.getKey() + " " + entry.arguments, entry.help));
      }
    }
  }

  private void open(String address) {
    session.open(address, address.endsWith(".unqlite") ? Access.READ : Access.CREATE);
  }

  private void collections(String rest) throws IOException {
    for (String name : session.database().collectionNames()) {
      long size = session.database().collection(name).size();
      line(String.format(Locale.ROOT, "%,12d  %s", size, name));
    }
  }

  private Collection collection(String name) {
    return session.database().collection(name.strip());
  }

  private void count(String name) throws IOException {
    line(Long.toString(collection(name).size()));
  }

  private void schema(String name) throws IOException {
    Map<String, TreeSet<String>> types = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    int sampled = 0;
    try (Records records = collection(name).all()) {
      for (Record record : records) {
        if (JsonReader.read(record.jsonBytes()) instanceof ObjectValue object) {
          object
              .members()
              .forEach(
                  (member, value) -> {
                    types.computeIfAbsent(member, key -> new TreeSet<>()).add(typeOf(value));
                    counts.merge(member, 1, Integer::sum);
                  });
        }
        if (++sampled == SAMPLE_RECORDS) {
          break;
        }
      }
    }
    for (Map.Entry<String, TreeSet<String>> member : types.entrySet()) {
      line(
          String.format(
              Locale.ROOT,
              "%-32s %-24s in %,d of %,d",
              member.getKey(),
              String.join("|", member.getValue()),
              counts.get(member.getKey()),
              sampled));
    }
  }

  private static String typeOf(JsonValue value) {
    if (value instanceof ObjectValue) {
      return "object";
    }
    if (value instanceof JsonValue.ArrayValue) {
      return "array";
    }
    if (value instanceof JsonValue.StringValue) {
      return "string";
    }
    if (value instanceof JsonValue.BooleanValue) {
      return "boolean";
    }
    if (value instanceof JsonValue.NullValue) {
      return "null";
    }
    return value instanceof JsonValue.FloatNumber ? "float" : "integer";
  }

  private void dump(String name) throws IOException {
    print(collection(name).all());
  }

  private void filter(String rest) throws IOException {
    String[] words = collectionAndFunction(".filter", rest);
    ScriptSource function = ScriptSource.ofFunction(words[1]);
    try {
      print(collection(words[0]).filter(words[1]));
    } catch (ScriptException e) {
      throw new ScriptFailure(function, e);
    }
  }

  private void print(Records found) throws IOException {
    try (Records records = found) {
      for (Record record : records) {
        session.output().write(record.jsonBytes());
        session.output().write('\n');
      }
    }
  }

  private static String[] collectionAndFunction(String command, String rest) {
    String[] words = rest.split("\\s+", 2);
    if (words.length < 2) {
      throw new CliException(
          ExitCode.USAGE,
          "expected: " + command + " COLLECTION 'function($r) { return $r.MEMBER > 5; }'");
    }
    String function = words[1].strip();
    boolean quoted = function.length() > 1 && function.startsWith("'") && function.endsWith("'");
    words[1] = quoted ? function.substring(1, function.length() - 1) : function;
    return words;
  }

  private void explain(String rest) throws IOException {
    String[] words = collectionAndFunction(".explain", rest);
    ScriptSource function = ScriptSource.ofFunction(words[1]);
    try {
      Explanation how = collection(words[0]).explain(FilterRequest.of(words[1]));
      line(
          String.format(
              Locale.ROOT,
              "%s: %,d records examined, %,d returned, %.1f ms",
              how.plan(),
              how.recordsExamined(),
              how.recordsReturned(),
              how.nanos() / 1e6));
      line("selects only if " + how.condition());
    } catch (ScriptException e) {
      throw new ScriptFailure(function, e);
    }
  }

  private void read(String file) throws IOException {
    int status = session.run(ScriptSource.ofFile(pathOf(file)));
    if (status != 0) {
      exitStatus = status;
    }
  }

  /** The file or directory that somebody typed. */
  static Path pathOf(String file) {
    try {
      return Path.of(file.strip());
    } catch (InvalidPathException e) {
      throw new CliException(ExitCode.USAGE, "'" + file + "' is no path: " + e.getReason(), e);
    }
  }

  private void output(String file) throws IOException {
    session.outputTo(file.isEmpty() ? null : pathOf(file));
  }

  private void timer(String state) {
    if (!state.equals("on") && !state.equals("off")) {
      throw new CliException(ExitCode.USAGE, "expected: .timer on|off");
    }
    session.timing(state.equals("on"));
  }

  private void functions(String name) {
    String[] arguments =
        name.isEmpty() ? new String[] {"functions"} : new String[] {"functions", name};
    ended(Main.run(stdio.withOut(session.output()), arguments));
  }

  private void exit(String status) {
    try {
      exitStatus = status.isEmpty() ? 0 : Integer.parseInt(status.strip()) & 0xff;
    } catch (NumberFormatException e) {
      throw new CliException(ExitCode.USAGE, "expected: .exit [STATUS], a number", e);
    }
  }
}
