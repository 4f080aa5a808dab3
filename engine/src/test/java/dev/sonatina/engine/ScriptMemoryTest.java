package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a script, and what the database keeps for one, counts as its memory. */
class ScriptMemoryTest {

  /** A map that is small, but has 2^40 elements to whoever goes through it. */
  private static final String BOMB = "$a = [1]; for($i = 0; $i < 40; $i++) { $a = [$a, $a]; } ";

  private static final OpenOptions SMALL =
      OpenOptions.defaults()
          .withScriptLimits(
              ScriptLimits.defaults().withMemoryBytes(2_000_000).withTimeMillis(60_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        BOMB,
        BOMB + "return $a;",
        BOMB + "db_create('c'); db_store('c', $a);",
        BOMB
            + "db_create('c'); $o = {v: 1}; db_store('c', $o); $o['v'] = $a; db_update_record('c', 0, $o);",
        BOMB + "db_create('c'); $s = {v: $a}; db_set_schema('c', $s);",
        BOMB + "db_exists($a);",
        "db_create('c'); for($i = 0; $i < 50; $i++) { $o = {i: $i}; db_store('c', $o); }"
            + " while(($r = db_fetch('c')) != NULL) { $r['x'] = str_repeat('y', 100000); }"
      })
  void endlessTextAndKeptRecordsAreStopped(String script) {
    try (Database database = Sonatina.inMemory(SMALL)) {
      SonatinaException e =
          assertThrows(
              SonatinaException.class, () -> database.execute(ScriptRequest.of(script).want("a")));
      assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
      assertEquals("7", database.execute(ScriptRequest.of("print 7;")).output());
    }
  }

  @Test
  void whatFitsIsHandedOut() {
    try (Database database = Sonatina.inMemory(SMALL)) {
      ScriptRequest request = ScriptRequest.of("$a = str_repeat('x', 900000);").want("a");
      assertEquals(900_002, database.execute(request).json("a").length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$a = {}; for($i = 0; $i < 10000; $i++) $a = {k: $a};", "$a = [1]; $a[] = $a;"})
  void endlessNestingDoesNotTakeTheStack(String script) throws InterruptedException {
    AtomicReference<Throwable> end = new AtomicReference<>();
    try (Database database = Sonatina.inMemory()) {
      Thread small =
          new Thread(
              null,
              () ->
                  end.set(
                      assertThrows(
                          Throwable.class,
                          () -> database.execute(ScriptRequest.of(script).want("a")))),
              "small",
              512 * 1024);
      small.start();
      small.join();
    }
    assertTrue(
        end.get() instanceof SonatinaException e && e.code() == ErrorCode.LIMIT_EXCEEDED,
        () -> "ended by " + end.get());
  }
}
