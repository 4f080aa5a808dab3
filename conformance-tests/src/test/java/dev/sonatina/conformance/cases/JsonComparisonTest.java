package dev.sonatina.conformance.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonComparisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1",
        "1 | 1.0",
        "31759.2307692308 | 31759.230769230770",
        "{\"a\":1,\"b\":[2]} | {\"b\":[2],\"a\":1}",
        "\"x\" | \"x\"",
        "null | null",
      })
  void equalAnswers(String expected, String actual) {
    assertEquals(Optional.empty(), difference(expected, actual));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9007199254740993 | 9007199254740992",
        "1 | \"1\"",
        "0 | false",
        "0.1 | 0.1000000001",
        "[1,2] | [1]",
        "{\"a\":null} | {}",
        "{} | {\"a\":null}",
        "[] | {}",
      })
  void differentAnswers(String expected, String actual) {
    assertNotEquals(Optional.empty(), difference(expected, actual));
  }

  @Test
  void differenceNamesItsPlace() {
    assertEquals(
        Optional.of(".a[1]: expected 2, found 3"), difference("{\"a\":[1,2]}", "{\"a\":[1,3]}"));
  }

  @Test
  void toleranceMayBeWide() {
    assertEquals(
        Optional.empty(),
        JsonComparison.within(1e-3)
            .difference(JsonAnswers.parse("0.2442"), JsonAnswers.parse("0.2449")));
  }

  private static Optional<String> difference(String expected, String actual) {
    return JsonComparison.ofFifteenDigits()
        .difference(JsonAnswers.parse(expected), JsonAnswers.parse(actual));
  }
}
