package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.jx9.builtin.FunctionDescription;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseFunctionsTest {

  static Stream<FunctionDescription> functions() {
    return DatabaseFunctions.descriptions().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void examplePrintsWhatItSays(FunctionDescription function) {
    assertTrue(function.example().contains(function.name() + "("), function.example());
    try (Database database = Sonatina.inMemory()) {
      ScriptRequest request =
          ScriptRequest.of(function.example()).want(ScriptRequest.OUTPUT_VARIABLE);
      assertEquals(function.output(), database.execute(request).output(), function.example());
    }
  }

  @Test
  void everyFunctionIsDescribed() {
    Set<String> described = functions().map(FunctionDescription::name).collect(Collectors.toSet());
    assertEquals(DatabaseLibrary.create().functions().keySet(), described);
  }

  @Test
  void aCallbackThatMovesTheCursorBackDoesNotKeepTheLoopFromItsEnd() {
    assertOutput(
        "[3,3,3]0",
        "db_create('c'); $l = [{a: 1}, {a: 2}, {a: 3}]; db_store('c', $l); $n = [];"
            + " db_fetch_all('c', function($r) { uplink $n; $n[] = count(db_fetch_all('c')); });"
            + " print $n, db_current_record_id('c');");
    assertOutput(
        "[1,3]",
        "db_create('c'); $l = [{a: 1}, {a: 2}, {a: 3}]; db_store('c', $l); $n = [];"
            + " db_fetch_all('c', function($r) { uplink $n; $n[] = $r.a; db_fetch('c'); });"
            + " print $n;");
  }

  @Test
  void namesThatAreNoTextAreRefused() {
    assertOutput(
        "falsefalse[]truetrue",
        "print db_create(\"\\xff\"), db_exists(\"\\xff\"); db_create(\"\\xef\\xbf\\xbd\"); db_create('é');"
            + " print db_fetch_all('é'), db_exists('é'), db_exists(\"\\xef\\xbf\\xbd\");");
  }

  private static void assertOutput(String expected, String script) {
    try (Database database = Sonatina.inMemory()) {
      assertEquals(expected, database.execute(script).output());
    }
  }
}
