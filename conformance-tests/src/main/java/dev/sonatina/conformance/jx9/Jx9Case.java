package dev.sonatina.conformance.jx9;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.conformance.cases.JsonAnswers;
import dev.sonatina.conformance.cases.JsonComparison;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One script and what the original answered, in the format that the corpus' own {@code README.md}
 * describes.
 */
public final class Jx9Case {

  private static final JsonComparison COMPARISON = JsonComparison.ofFifteenDigits();
  private static final int SHOWN_LENGTH_MAX = 300;

  private final JsonNode definition;
  private final JsonNode fixtures;

  /**
   * @param fixtures collections that several cases share, by name
   */
  public Jx9Case(JsonNode definition, JsonNode fixtures) {
    this.definition = definition;
    this.fixtures = fixtures;
  }

  public String id() {
    return definition.path("id").asText();
  }

  /** Whether the answer depends on the host, or on memory errors or logs of the original. */
  public boolean isInformational() {
    return definition.path("host_io").asBoolean()
        || definition.path("oracle_memory_bug").asBoolean()
        || expected().path("compile_log").asBoolean();
  }

  /**
   * Runs the script; the first difference between its answer and the original's, if any.
   *
   * @param clock what the script takes for the time
   */
  public Optional<String> difference(Plans plans, Clock clock) {
    OpenOptions options =
        plans
            .options()
            .withClock(clock)
            .withMathFunctions(definition.path("engine").asText().equals("math"))
            .withHostFunctions(definition.path("host_io").asBoolean());
    try (Database database = Sonatina.inMemory(options)) {
      preload(database);
      return difference(database);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of("ended with " + e);
    }
  }

  private Optional<String> difference(Database database) {
    String status = expected().path("status").asText();
    ScriptResult result;
    try {
      result = database.execute(request());
    } catch (SonatinaException e) {
      if (e.code() != ErrorCode.SCRIPT_SYNTAX || !status.equals("compile-error")) {
        return Optional.of("expected " + status + ", found " + e.code() + ": " + e.getMessage());
      }
      int line = expected().path("line").asInt();
      return line == e.line()
          ? Optional.empty()
          : Optional.of("expected an error in line " + line + ", found it in " + e.line());
    }
    if (status.equals("compile-error")) {
      return Optional.of(
          "expected an error in line " + expected().path("line").asInt() + ", found none");
    }
    return outputDifference(result)
        .or(() -> exitDifference(result))
        .or(() -> resultDifference(result))
        .or(() -> variableDifference(result));
  }

  private ScriptRequest request() {
    ScriptRequest request = ScriptRequest.of(definition.path("script").asText());
    definition
        .path("input")
        .properties()
        .forEach(each -> request.argument(each.getKey(), each.getValue().toString()));
    definition.path("vars").forEach(name -> request.want(name.asText()));
    return request.reportErrors(definition.path("err_report").asInt() == 1);
  }

  /** Stores each document by a script of its own, so that the case finds it as it lies there. */
  private void preload(Database database) {
    for (Map.Entry<String, JsonNode> collection : definition.path("collections").properties()) {
      String name = JsonAnswers.quoted(collection.getKey());
      database.execute(ScriptRequest.of("db_create($name);").argument("name", name));
      JsonNode documents = collection.getValue();
      if (documents.isTextual()) {
        documents = fixtures.path(documents.asText().substring(1));
      }
      for (JsonNode document : documents) {
        database.execute(
            ScriptRequest.of("db_store($name, $document);")
                .argument("name", name)
                .argument("document", document.toString()));
      }
    }
  }

  private Optional<String> outputDifference(ScriptResult result) {
    JsonNode base64 = expected().path("output_base64");
    byte[] output =
        base64.isTextual()
            ? Base64.getDecoder().decode(base64.asText())
            : expected().path("output").asText().getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(output, result.outputBytes())
        ? Optional.empty()
        : Optional.of(
            "expected output "
                + shown(output)
                + "\nfound           "
                + shown(result.outputBytes()));
  }

  private Optional<String> exitDifference(ScriptResult result) {
    int exit = expected().path("exit").asInt();
    return exit == result.exitStatus()
        ? Optional.empty()
        : Optional.of("expected exit status " + exit + ", found " + result.exitStatus());
  }

  private Optional<String> resultDifference(ScriptResult result) {
    JsonNode value = expected().path("result");
    return value.isMissingNode()
        ? Optional.empty()
        : COMPARISON
            .difference(value, JsonAnswers.parse(result.result()))
            .map(text -> "result: " + text);
  }

  private Optional<String> variableDifference(ScriptResult result) {
    List<String> differences = new ArrayList<>();
    expected()
        .path("vars")
        .properties()
        .forEach(
            each ->
                COMPARISON
                    .difference(each.getValue(), JsonAnswers.parse(result.json(each.getKey())))
                    .ifPresent(text -> differences.add("$" + each.getKey() + ": " + text)));
    return differences.stream().findFirst();
  }

  private JsonNode expected() {
    return definition.path("expect");
  }

  private static String shown(byte[] output) {
    String text = new String(output, StandardCharsets.UTF_8).replace("\n", "⏎");
    return "«"
        + (text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…")
        + "»";
  }

  @Override
  public String toString() {
    return id();
  }
}
