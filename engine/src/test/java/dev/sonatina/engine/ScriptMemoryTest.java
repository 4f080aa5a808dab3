package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /** Ten thousand of each take more than the limit; one alone is hardly worth counting. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "parse_url('http://u:p@h:80/a?b#c')",
        "pathinfo('/usr/lib/name.tar.gz')",
        "explode(',', 'a,b,c,d,e,f')",
        "json_decode('[1,[2,[3]],{\"a\":{\"b\":4}}]')",
        "array_merge([1, 2], ['x', 'y'])"
      })
  void smallMapsFromFunctionsCount(String call) {
    try (Database database = Sonatina.inMemory(SMALL)) {
      String script = "$kept = []; for($i = 0; $i < 10000; $i++) $kept[] = " + call + ";";
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(script));
      assertTrue(String.valueOf(e.getMessage()).contains("'memory' (2000000 bytes)"), e.toString());
    }
  }

  /** Each goes on for ever unless what it leaves in the database counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for($i = 0;; $i++) db_create(str_repeat('n', 60000) .. $i);",
        "for($i = 0;; $i++) { $n = 'c' .. $i; db_create($n); $s = {a: str_repeat('s', 60000)};"
            + " db_set_schema($n, $s); }",
        "db_create('c'); for($i = 0;; $i++) { $r = {}; $r[str_repeat('k', 240) .. $i] = 1;"
            + " db_store('c', $r); }"
      })
  void whatTheDatabaseKeepsOnTheHeapCounts(String script, @TempDir Path directory) {
    try (Database inMemory = Sonatina.inMemory(SMALL);
        Database inFiles = Sonatina.open(directory.resolve("d"), SMALL)) {
      for (Database database : List.of(inMemory, inFiles)) {
        SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(script));
        assertTrue(String.valueOf(e.getMessage()).contains("the limit 'memory'"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$s = str_repeat('x', 100000); for($i = 0; $i < 50; $i++) db_store('c', $s);",
        "$l = []; for($i = 0; $i < 1000; $i++) $l[] = 1.5;"
            + " for($i = 0; $i < 50; $i++) db_store('c', $l);"
      })
  void recordsCountWhereTheyStayOnTheHeap(String script, @TempDir Path directory) {
    String whole = "db_create('c'); " + script + " print 'stored';";
    try (Database inFiles = Sonatina.open(directory.resolve("d"), SMALL)) {
      assertEquals("stored", inFiles.execute(whole).output());
    }
    try (Database inMemory = Sonatina.inMemory(SMALL)) {
      SonatinaException e = assertThrows(SonatinaException.class, () -> inMemory.execute(whole));
      assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
    }
  }

  @Test
  void whatIsRemovedOrRolledBackDoesNotCount() {
    try (Database database = Sonatina.inMemory(SMALL)) {
      String fill = "db_create('c'); $s = str_repeat('x', 100000); db_store('c', $s, $s, $s);";
      String[] undo = {
        "db_drop_collection('c');",
        "for($k = 0; $k < 3; $k++) db_drop_record('c', $k); db_drop_collection('c');"
      };
      for (String end : undo) {
        String script = "for($i = 0; $i < 50; $i++) { " + fill + end + " } print $i;";
        assertEquals("50", database.execute(script).output());
      }
      String rolledBack = "for($i = 0; $i < 50; $i++) { db_begin(); " + fill + " db_rollback(); }";
      assertEquals("50", database.execute(rolledBack + " print $i;").output());
    }
  }

  /** A record takes little until it is looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$k = []; $r = db_fetch('c'); for(;;) $k[] = $r.s;",
        "$k = []; for(;;) { db_reset_record_cursor('c'); $r = db_fetch_all('c', function($x) {"
            + " return count($x.l) > 0; }); $r[0]['x'] = 1; $k[] = $r[0].s; }"
      })
  void whatIsMadeOfARecordCounts(String script, @TempDir Path directory) {
    try (Database database = Sonatina.open(directory.resolve("d"), SMALL)) {
      database
          .createCollection("c")
          .store("{\"s\":\"" + "x".repeat(10_000) + "\",\"l\":[" + "1,".repeat(999) + "1]}");
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(script));
      assertTrue(String.valueOf(e.getMessage()).contains("the limit 'memory'"), e.getMessage());
    }
  }

  @Test
  void aRecordTakenApartCountsAtOnce(@TempDir Path directory) {
    try (Database database = Sonatina.open(directory.resolve("d"), SMALL)) {
      database.createCollection("c").store("{\"l\":[" + "1,".repeat(99_999) + "1]}");
      String script = "$r = db_fetch('c'); foreach($r.l as $v) { print 'looked'; break; }";
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(script));
      assertTrue(String.valueOf(e.getMessage()).contains("the limit 'memory'"), e.getMessage());
      String filter = "function($r) { foreach($r.l as $v) { return true; } }";
      assertThrows(
          SonatinaException.class,
          () -> {
            try (Records records = database.collection("c").filter(filter)) {
              records.forEach(record -> {});
            }
          });
    }
  }

  @Test
  void fetchingFromManyCollectionsTakesNoMoreThanFromOne(@TempDir Path directory) {
    OpenOptions options =
        OpenOptions.defaults().withScriptLimits(ScriptLimits.defaults().withMemoryBytes(8_000_000));
    try (Database database = Sonatina.open(directory.resolve("d"), options)) {
      database.execute(
          "for($i = 0; $i < 100; $i++) { $n = 'c' .. $i; db_create($n);"
              + " for($k = 0; $k < 3; $k++) { $r = {k: $k, s: str_repeat('x', 100000)};"
              + " db_store($n, $r); } }");
      String script =
          "$n = 0; for($i = 0; $i < 100; $i++) while(($r = db_fetch('c' .. $i)) != NULL) $n++;"
              + " print $n;";
      assertEquals("300", database.execute(script).output());
    }
  }

  @Test
  void namesAreOfSomeLength() {
    try (Database database = Sonatina.inMemory()) {
      assertEquals(
          "truefalse",
          database
              .execute(
                  "print db_create(str_repeat('n', 65535)),"
                      + " db_create(str_repeat('n', 65536));")
              .output());
      SonatinaException e =
          assertThrows(
              SonatinaException.class, () -> database.createCollection("n".repeat(65_536)));
      assertEquals(ErrorCode.INVALID_NAME, e.code());
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
