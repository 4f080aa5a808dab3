package dev.sonatina.engine.query.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.jx9.parse.ParseLimits;
import dev.sonatina.jx9.parse.ScriptParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which path of a record a scan is told to look ahead for. */
class FirstReadTest {

  private final ScriptParser parser = new ScriptParser(new ParseLimits(10_000, 100, 100));

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "return $r.a == 1 && $r.b == 2 # a",
        "return 7 < $r.b.c[1] # b.c[1]",
        "return !$r.a || $r.b # a",
        "return substr_count($r.text, 'x') > 0 && $r.a # text",
        "return 2 * strlen('x' .. $r.a) > $r.b # a",
        "return $other.a == $r.b # b",
        "return rand() > 3 # null",
        "return $r # null",
        "$x = $r.a; return $x # null",
        "print $r.a; return true # null"
      })
  void theFirstOneInOrderOfEvaluation(String body, String path) {
    String script = "$filter_cb = function($r) { " + body + "; };";
    FilterAnalysis analysis =
        FilterAnalysis.of(
            parser.parse(script.getBytes(StandardCharsets.UTF_8)), Map.of(), word -> false);
    assertEquals(path, String.valueOf(analysis.firstRead()));
  }
}
