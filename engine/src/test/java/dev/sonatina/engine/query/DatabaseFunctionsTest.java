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
}
