package dev.sonatina.jx9.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builtins that loop, or whose result is large, stop when the run's limits say so. */
class MeteringTest {
  private final FakeContext context = new FakeContext();

  private static MapValue ints(int count) {
    MapValue map = MapValue.array();
    for (int i = 0; i < count; i++) {
      map.append(IntValue.of(i * 7919 % 10007));
    }
    return map;
  }

  @ParameterizedTest
  @CsvSource({
    "str_repeat, abc, 2000000000",
    "str_pad, abc, 2000000000",
    "str_repeat, abc, 1000000",
    "str_pad, abc, 2000000",
  })
  void resultsAreNotTakenBeforeTheyAreGranted(String function, String text, int count) {
    context.bytesMax = 1_000_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke(function, text, count));
  }

  @Test
  void piecesAreCountedTogether() {
    String text = "a,".repeat(100_000);
    context.bytesMax = 1_000_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("explode", ",", text));
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("str_split", text));
    assertThrows(
        FakeContext.StoppedException.class,
        () -> context.invoke("json_decode", "[" + "1,".repeat(100_000) + "]"));
  }

  @Test
  void replacementsThatGrowAreCounted() {
    context.bytesMax = 1_000_000;
    String text = "a".repeat(1000);
    assertThrows(
        FakeContext.StoppedException.class,
        () -> context.invoke("str_replace", "a", "b".repeat(10_000), text));
  }

  @Test
  void searchesThatGoOverTheSameBytesAgainStop() {
    String text = "a".repeat(200_000);
    String wanted = "a".repeat(50_000) + "b";
    context.stepsLeft = 100_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("strpos", text, wanted));
    context.stepsLeft = 100_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("stripos", text, wanted));
  }

  @ParameterizedTest
  @CsvSource({
    "strtoupper, x",
    "strrev, x",
    "trim, x",
    "ctype_alpha, x",
    "strcasecmp, x",
    "strrchr, q",
    "strpbrk, q",
    "strspn, x",
    "strcspn, q",
    "strtok, q",
    "strtr, x",
    "soundex, x",
    "basename, q",
    "dirname, q",
    "str_getcsv, q",
    "parse_url, q",
    "parse_ini_string, q",
  })
  void scansOfLongStringsLookAtTheClock(String function, String other) {
    String text = "x".repeat(300_000);
    context.checkpointsLeft = 2;
    assertThrows(
        FakeContext.StoppedException.class,
        () -> context.invoke(function, text, function.equals("strcasecmp") ? text : other, "yz"));
  }

  @Test
  void sortingStops() {
    context.stepsLeft = 10_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("sort", ints(10_000)));
  }

  @Test
  void printingAMapThatContainsItselfStops() {
    MapValue map = MapValue.array();
    map.append(map);
    map.append(map);
    context.bytesMax = 1_000_000;
    for (String function : new String[] {"json_encode", "strlen", "dump", "sprintf", "md5"}) {
      assertThrows(
          FakeContext.StoppedException.class,
          () -> context.invoke(function, function.equals("sprintf") ? "%s" : map, map),
          function);
    }
    context.stepsLeft = 1_000_000;
    assertThrows(FakeContext.StoppedException.class, () -> context.invoke("count", map, 1));
  }

  @Test
  void globPatternsDoNotNest() {
    StringValue pattern = StringValue.of("*a".repeat(100_000));
    Value text = StringValue.of("a".repeat(99_999));
    assertEquals("false", context.text("strglob", pattern, text));
    assertEquals("true", context.text("strglob", pattern, StringValue.of("a".repeat(100_001))));
  }
}
