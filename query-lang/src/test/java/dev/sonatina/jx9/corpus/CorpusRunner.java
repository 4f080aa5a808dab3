package dev.sonatina.jx9.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.RunOptions;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs recorded scripts and compares answers. */
final class CorpusRunner {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** No answer may depend on when it was recorded. */
  private static final Clock NOT_THEN =
      Clock.fixed(Instant.parse("2031-07-04T05:16:27Z"), ZoneOffset.UTC);

  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(10));

  private final Jx9 plain = Jx9.builder().limits(LIMITS).build();
  private final Jx9 withMath = Jx9.builder().mathFunctions(true).limits(LIMITS).build();

  static List<CorpusCase> read(Path file) {
    List<CorpusCase> cases = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          cases.add(new CorpusCase(JSON.readTree(line)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** What is wrong with our answer, null if nothing. */
  @Nullable String check(CorpusCase one) {
    ObjectNode actual = run(one);
    ObjectNode expected = one.expected().deepCopy();
    expected.remove("compile_log");
    return expected.equals(actual)
        ? null
        : "expected " + expected + System.lineSeparator() + "  but was " + actual;
  }

  private ObjectNode run(CorpusCase one) {
    ObjectNode answer = JSON.createObjectNode();
    RunOptions.Builder options =
        RunOptions.builder().reportErrors(one.reportsErrors()).clock(NOT_THEN);
    one.input()
        .properties()
        .forEach(field -> options.variable(field.getKey(), hostValue(field.getValue())));
    ScriptRun run;
    try {
      run = (one.needsMath() ? withMath : plain).compile(one.script()).newRun(options.build());
    } catch (Jx9SyntaxException e) {
      SourcePosition position = e.position();
      return answer
          .put("status", "compile-error")
          .put("line", position == null ? 0 : position.line());
    }
    try {
      run.execute();
    } catch (Jx9Exception e) {
      return answer
          .put("status", String.valueOf(e.getMessage()))
          .put("output", new String(run.output(), StandardCharsets.UTF_8));
    }
    answer.put("status", run.exited() ? "runtime-abort" : "ok");
    putOutput(answer, run.output());
    if (!run.result().isNull()) {
      answer.set("result", reported(run.result()));
    }
    if (run.exited()) {
      answer.put("exit", run.exitStatus());
    }
    if (one.variables().isArray()) {
      ObjectNode variables = answer.putObject("vars");
      one.variables()
          .forEach(name -> variables.set(name.asText(), reported(run.variable(name.asText()))));
    }
    return answer;
  }

  private static void putOutput(ObjectNode answer, byte[] output) {
    try {
      answer.put(
          "output",
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(output)).toString());
    } catch (CharacterCodingException e) {
      answer.put("output_base64", Base64.getEncoder().encodeToString(output));
    }
  }

  /**
   * A value as a host passes it: whole floats become ints, and the first key decides whether a map
   * is an object.
   */
  static Value hostValue(JsonNode json) {
    if (json.isObject()) {
      MapValue map = MapValue.array();
      json.properties()
          .forEach(field -> map.put(StringValue.of(field.getKey()), hostValue(field.getValue())));
      return map;
    }
    if (json.isArray()) {
      MapValue map = MapValue.array();
      json.forEach(element -> map.append(hostValue(element)));
      return map;
    }
    if (json.isIntegralNumber()) {
      return IntValue.of(json.longValue());
    }
    if (json.isNumber()) {
      return FloatValue.reduce(json.doubleValue());
    }
    if (json.isBoolean()) {
      return BoolValue.of(json.booleanValue());
    }
    return json.isNull() ? NullValue.NULL : StringValue.of(json.asText());
  }

  /** A value as the corpus records it. */
  private static JsonNode reported(Value value) {
    if (value instanceof MapValue map) {
      return map.isObject() ? reportedObject(map) : reportedArray(map);
    }
    return switch (value.type()) {
      case NULL -> JSON.nullNode();
      case BOOL -> JSON.getNodeFactory().booleanNode(value.toBool());
      case INT -> parse(Long.toString(value.toInt()));
      case FLOAT -> JSON.getNodeFactory().numberNode(value.toFloat());
      default -> JSON.getNodeFactory().textNode(value.toString());
    };
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode reportedObject(MapValue map) {
    ObjectNode object = JSON.createObjectNode();
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      object.set(map.keyAt(at).toStringValue().toString(), reported(map.valueAt(at)));
    }
    return object;
  }

  private static JsonNode reportedArray(MapValue map) {
    var array = JSON.createArrayNode();
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      array.add(reported(map.valueAt(at)));
    }
    return array;
  }
}
