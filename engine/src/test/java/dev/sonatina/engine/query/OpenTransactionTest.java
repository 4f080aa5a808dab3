package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.storage.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A script that keeps its transaction open does not keep others waiting for ever. */
class OpenTransactionTest {

  @Test
  void aTransactionOpenTooLongIsTakenAway() {
    try (EmbeddedDatabase database =
        new EmbeddedDatabase(
            new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(10)),
            OpenOptions.defaults(),
            List.of(),
            Duration.ofMillis(500))) {
      database.createCollection("c");
      SonatinaException e =
          assertThrows(
              SonatinaException.class,
              () ->
                  database.execute("db_begin(); $r = {a: 1}; db_store('c', $r); while (true) { }"));
      assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
      assertEquals(
          "the script's transaction was open longer than 500 ms and was rolled back",
          e.getMessage());
      assertEquals(0, database.collection("c").size());
      assertEquals(1, database.collection("c").store("{}"));
    }
  }
}
