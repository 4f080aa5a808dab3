package dev.sonatina.conformance.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Reads what a database answered, which must be JSON to the letter. */
public final class JsonAnswers {

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonAnswers() {}

  /**
   * Parses an answer.
   *
   * @throws AssertionError when it is not valid JSON
   */
  public static JsonNode parse(String text) {
    try {
      return STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("answer is no JSON (" + e.getOriginalMessage() + "): " + text, e);
    }
  }

  /** A JSON array of these numbers. */
  public static JsonNode arrayOf(List<Long> numbers) {
    return STRICT.valueToTree(numbers);
  }

  /** The JSON text of a string. */
  public static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
