package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Value json(String text) {
    Value value = JsonText.decode(StringValue.of(text));
    if (value == null) {
      throw new AssertionError(text);
    }
    return value;
  }

  private static int compare(String left, String right) {
    return Integer.signum(Comparison.looseCompare(json(left), json(right)));
  }

  @Test
  void theFirstRuleThatAppliesDecides() {
    assertEquals(0, compare("\"0.0\"", "true"));
    assertEquals(0, compare("null", "false"));
    assertEquals(-1, compare("null", "0"));
    assertEquals(1, compare("[]", "\"zzz\""));
    assertEquals(-1, compare("10", "\"9\""));
    assertEquals(0, compare("1.0", "\"1\""));
    assertEquals(1, compare("\"1.0\"", "1"));
    assertEquals(0, compare("1", "1.0"));
  }

  @Test
  void mapsCompareByKey() {
    assertEquals(0, compare("{a:1,b:2}", "{b:2,a:1}"));
    assertEquals(1, compare("{a:1}", "{b:0}"));
    assertEquals(1, compare("{b:0}", "{a:1}"));
    assertEquals(-1, compare("[9]", "[1,2]"));
  }

  @Test
  void strictlyTypesMustAgree() {
    assertFalse(Comparison.strictEquals(json("1"), json("1.0")));
    assertTrue(Comparison.strictEquals(json("{a:[1]}"), json("{a:[1]}")));
    assertFalse(Comparison.strictEquals(json("[1]"), json("[1.0]")));
  }

  @Test
  void mapsThatContainThemselvesCompare() {
    MapValue left = MapValue.array();
    left.append(left);
    MapValue right = MapValue.array();
    right.append(right);
    assertEquals(0, Comparison.looseCompare(left, right));
  }
}
