package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of README.md, compiled and run. */
class EmbeddedExampleTest {

  @Test
  void slowCallsAreFound() {
    try (Database database = Sonatina.inMemory()) {
      Collection calls = database.createCollection("calls");
      calls.storeAll("{\"func\":\"MPI_Wait\",\"us\":740}", "{\"func\":\"MPI_Send\",\"us\":12}");
      assertEquals(
          List.of("{\"func\":\"MPI_Wait\",\"us\":740,\"__id\":0}"),
          calls.filter("function($c) { return $c.us > 100; }").toList());
    }
  }
}
