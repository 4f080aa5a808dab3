package dev.sonatina.cli;

import dev.sonatina.cli.print.RecordPrinter;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The commands of a shell that look at collections and print their records. */
final class ShellRecordCommands {

  private static final int SAMPLE_RECORDS = 1_000;

  private final ShellSession session;

  ShellRecordCommands(ShellSession session) {
    this.session = session;
  }

  void addTo(ShellCommands commands) {
    commands.add(
        ".collections", "", "names of the collections, with their counts", this::collections);
    commands.add(".count", "COLLECTION", "how many records there are", this::count);
    commands.add(
        ".schema", "[COLLECTION]", "members of its first records, or of all", this::schema);
    commands.add(
        ".dump",
        "COLLECTION",
        "every record",
        name -> print(collection(name).all(), session.begin()));
    commands.add(
        ".filter", "COLLECTION FUNCTION", "the records that a function selects", this::filter);
    commands.add(".explain", "COLLECTION FUNCTION", "how a filter is carried out", this::explain);
  }

  private void collections(String rest) throws IOException {
    for (String name : session.database().collectionNames()) {
      long size = session.database().collection(name).size();
      session.line(String.format(Locale.ROOT, "%,12d  %s", size, name));
    }
  }

  private Collection collection(String name) {
    return session.database().collection(name.strip());
  }

  private void count(String name) throws IOException {
    session.line(Long.toString(collection(name).size()));
  }

  private void schema(String name) throws IOException {
    if (!name.isBlank()) {
      schemaOf(collection(name));
      return;
    }
    for (String each : session.database().collectionNames()) {
      session.line(each);
      schemaOf(collection(each));
    }
  }

  private void schemaOf(Collection collection) throws IOException {
    Map<String, TreeSet<String>> types = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    int sampled = 0;
    try (Records records = collection.all()) {
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
      session.line(
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

  private void filter(String rest) throws IOException {
    String[] words = collectionAndFunction(".filter", rest);
    ScriptSource function = ScriptSource.ofFunction(words[1]);
    Cancellation cancellation = session.begin();
    FilterRequest request = FilterRequest.of(function.text()).cancellation(cancellation);
    try (Records records = collection(words[0]).filter(request)) {
      print(records, cancellation);
      if (session.isCounting() && !session.isRemote()) {
        session.note(told(records.explanation()));
      }
    } catch (ScriptException e) {
      throw new ScriptFailure(function, e);
    }
  }

  private void print(Records found, Cancellation cancellation) throws IOException {
    try (Records records = found) {
      RecordPrinter printer = session.printer();
      for (Record record : records) {
        if (cancellation.isCancelled()) {
          throw new SonatinaException(ErrorCode.CANCELLED, "interrupted");
        }
        printer.print(record.jsonBytes());
      }
      printer.end();
    }
  }

  private static String[] collectionAndFunction(String command, String rest) {
    String[] words = rest.split("\\s+", 2);
    if (words.length < 2) {
      throw new CliException(
          ExitCode.USAGE, "expected: " + command + " COLLECTION 'MEMBER > 5', or a function");
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
      Explanation how = collection(words[0]).explain(FilterRequest.of(function.text()));
      session.line(told(how));
      session.line("selects only if " + how.condition());
    } catch (ScriptException e) {
      throw new ScriptFailure(function, e);
    }
  }

  private static String told(Explanation how) {
    String columns = how.columns().isEmpty() ? "" : " by " + String.join(", ", how.columns());
    return String.format(
        Locale.ROOT,
        "%s%s: %,d records examined, %,d returned, %.1f ms",
        how.plan(),
        columns,
        how.recordsExamined(),
        how.recordsReturned(),
        how.nanos() / 1e6);
  }
}
