package dev.sonatina.cli;

import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.BooleanValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a verb found out: lines for people, or one JSON object for programs. */
final class Answer {

  private final List<String> lines = new ArrayList<>();
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  /** Adds a line for people. */
  Answer line(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments));
    return this;
  }

  /** Adds a member for programs. */
  Answer member(String name, long value) {
    members.put(name, new IntegerNumber(value));
    return this;
  }

  Answer member(String name, boolean value) {
    members.put(name, new BooleanValue(value));
    return this;
  }

  Answer member(String name, String value) {
    members.put(name, new StringValue(value));
    return this;
  }

  Answer member(String name, List<String> values) {
    members.put(name, new ArrayValue(values.stream().map(Answer::string).toList()));
    return this;
  }

  Answer members(String name, List<Answer> values) {
    members.put(name, new ArrayValue(values.stream().map(Answer::json).toList()));
    return this;
  }

  private static JsonValue string(String value) {
    return new StringValue(value);
  }

  private JsonValue json() {
    return new ObjectValue(members);
  }

  void print(Stdio stdio, boolean asJson) throws IOException {
    if (asJson) {
      stdio.out().writeLine(JsonWriter.write(json()).getBytes(StandardCharsets.UTF_8));
      return;
    }
    for (String line : lines) {
      stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
