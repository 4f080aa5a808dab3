package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterConditionTest {

  @Test
  void bareNamesAreMembersOfTheRecord() {
    assertEquals("$r.us > 9", returned("us > 9"));
    assertEquals("!$r.done", returned("!done"));
    assertEquals(
        "$r.at.host[0] == \"n1\" || !($r._x1 <= -2.5e3)",
        returned("at.host[0] == \"n1\" || !(_x1 <= -2.5e3)"));
  }

  @Test
  void textFunctionsAndConstantsStayWhatTheyAre() {
    assertEquals("$r.a != 'b > c, $d'", returned("a != 'b > c, $d'"));
    assertEquals("strlen($r.func) > 3", returned("strlen(func) > 3"));
    assertEquals("$r.a != null && $r.b == TRUE", returned("a != null && b == TRUE"));
  }

  @Test
  void whatIsNoComparisonOrMoreThanOneIsNoCondition() {
    for (String text :
        new String[] {
          "",
          "us",
          "true",
          "1",
          "'text'",
          "$r.us > 9",
          "us = 9",
          "a > 1; b",
          "{a: 1} == 2",
          "function($r) { return $r.us > 9; }"
        }) {
      assertEquals(Optional.empty(), FilterCondition.function(text), text);
    }
  }

  @Test
  void filterTakesAConditionForAFunction() {
    CliRun shell =
        CliRun.withInput(
            "db_create('c'); $r = {us: 740}; db_store('c', $r);\n.filter c us > 100\n");
    assertEquals(0, shell.run("shell", ":mem:"), shell.err());
    assertEquals("{\"us\":740,\"__id\":0}\n", shell.out());
  }

  private static String returned(String condition) {
    String function = FilterCondition.function(condition).orElseThrow();
    assertEquals("function($r) { return ", function.substring(0, 22));
    return function.substring(22, function.length() - 3);
  }
}
