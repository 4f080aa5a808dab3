package dev.sonatina.conformance.provdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.conformance.cases.JsonAnswers;
import dev.sonatina.conformance.cases.JsonComparison;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One query and what the original answered: a filter function on one collection, or a script whose
 * variables are read afterwards.
 *
 * <pre>
 * {"id": …, "mode": "filter", "collection": …, "jx9": …, "expect_count": n, "expect_ids": [id, …]}
 * {"id": …, "mode": "execute", "jx9": …, "vars": [name, …], "expect": {name: value, …}, "expect_output": text}
 * </pre>
 */
public final class ProvdbCase {

  private static final JsonComparison COMPARISON = JsonComparison.ofFifteenDigits();

  private final JsonNode definition;

  public ProvdbCase(JsonNode definition) {
    this.definition = definition;
  }

  public String id() {
    return definition.path("id").asText();
  }

  /** Whether the query is a script, which may change the data that it runs on. */
  public boolean isScript() {
    return definition.path("mode").asText().equals("execute");
  }

  /** Asks the database; the first difference between its answer and the original's, if any. */
  public Optional<String> difference(Database database) {
    String mode = definition.path("mode").asText();
    return switch (mode) {
      case "filter" -> filterDifference(database);
      case "execute" -> scriptDifference(database);
      default -> Optional.of("unknown mode " + mode + " (expected: filter or execute)");
    };
  }

  private Optional<String> filterDifference(Database database) {
    List<Long> ids = new ArrayList<>();
    String collection = definition.path("collection").asText();
    try (Records records = database.collection(collection).filter(jx9())) {
      for (Record record : records) {
        ids.add(JsonAnswers.parse(record.json()).path("__id").asLong(-1));
      }
    }
    JsonNode count = definition.path("expect_count");
    if (count.isNumber() && count.asInt() != ids.size()) {
      return Optional.of("expected " + count + " records, found " + ids.size() + ": " + ids);
    }
    JsonNode expectedIds = definition.path("expect_ids");
    return expectedIds.isArray()
        ? COMPARISON.difference(expectedIds, JsonAnswers.arrayOf(ids)).map(text -> "ids" + text)
        : Optional.empty();
  }

  private Optional<String> scriptDifference(Database database) {
    List<String> wanted = new ArrayList<>();
    definition.path("vars").forEach(name -> wanted.add(name.asText()));
    JsonNode expectedOutput = definition.path("expect_output");
    if (expectedOutput.isTextual()) {
      wanted.add(ScriptRequest.OUTPUT_VARIABLE);
    }
    ScriptResult result =
        database.execute(ScriptRequest.of(jx9()).want(wanted.toArray(String[]::new)));
    for (Map.Entry<String, JsonNode> variable : definition.path("expect").properties()) {
      JsonNode actual = JsonAnswers.parse(result.json(variable.getKey()));
      Optional<String> found = COMPARISON.difference(variable.getValue(), actual);
      if (found.isPresent()) {
        return found.map(text -> "$" + variable.getKey() + ": " + text);
      }
    }
    if (expectedOutput.isTextual()) {
      JsonNode output = JsonAnswers.parse(result.json(ScriptRequest.OUTPUT_VARIABLE));
      return COMPARISON.difference(expectedOutput, output).map(text -> "output: " + text);
    }
    return Optional.empty();
  }

  private String jx9() {
    return definition.path("jx9").asText();
  }

  @Override
  public String toString() {
    return id();
  }
}
