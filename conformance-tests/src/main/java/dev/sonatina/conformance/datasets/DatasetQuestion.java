package dev.sonatina.conformance.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sonatina.conformance.cases.JsonComparison;
import java.util.Optional;

/**
 * One question in plain language, and the JSON value that answers it.
 *
 * <pre>
 * {"id": …, "question": text, "answer": value, "compare": "exact" | "numeric", "tolerance": number}
 * </pre>
 *
 * <p>The tolerance of a numeric answer holds for each of its numbers, relative or absolute,
 * whichever is wider.
 */
public final class DatasetQuestion {

  /**
   * Reads what scripts print: JSON, but for the control characters in strings, which Jx9 prints as
   * they are.
   */
  private static final JsonMapper PRINTED =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** So that an id names a file beside the questions and no other. */
  private static final String ID_PATTERN = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

  private static final int SHOWN_LENGTH_MAX = 200;

  private final String id;
  private final JsonNode answer;
  private final JsonComparison comparison;

  /**
   * @throws IllegalArgumentException when the definition lacks a member or is not understood
   */
  public DatasetQuestion(JsonNode definition) {
    id = definition.path("id").asText();
    if (!id.matches(ID_PATTERN)) {
      throw new IllegalArgumentException("id: '" + id + "' (expected: " + ID_PATTERN + ")");
    }
    answer = definition.path("answer");
    if (answer.isMissingNode()) {
      throw new IllegalArgumentException(id + " has no answer");
    }
    comparison = comparison(definition);
  }

  private static JsonComparison comparison(JsonNode definition) {
    String compare = definition.path("compare").asText("exact");
    JsonNode tolerance = definition.path("tolerance");
    return switch (compare) {
      case "exact" -> JsonComparison.ofFifteenDigits();
      case "numeric" ->
          tolerance.isNumber()
              ? JsonComparison.within(tolerance.asDouble())
              : JsonComparison.ofFifteenDigits();
      default ->
          throw new IllegalArgumentException(
              "compare: " + compare + " (expected: exact or numeric)");
    };
  }

  /** Also the name of the script that answers the question. */
  public String id() {
    return id;
  }

  /** How what a script printed differs from the answer; empty when it does not. */
  public Optional<String> difference(String printed) {
    if (printed.isBlank()) {
      return Optional.of("printed nothing");
    }
    try {
      return comparison.difference(answer, PRINTED.readTree(printed));
    } catch (JsonProcessingException e) {
      return Optional.of("printed no single JSON value: " + shortened(printed));
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…";
  }

  @Override
  public String toString() {
    return id;
  }
}
