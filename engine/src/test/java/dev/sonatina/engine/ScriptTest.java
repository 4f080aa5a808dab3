package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What scripts get and give, and how they end. */
class ScriptTest {

  private final Database database = Sonatina.inMemory();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void variablesComeBackAsSonatasTextAndAsJson() {
    ScriptResult result =
        database.execute(
            "$i = 42; $f = 2.5; $w = 4.0 / 2; $t = true; $n = null; $s = \"a\\\"b\n\"; $o = {k: [1, \"x\"], e: {}};",
            "i",
            "f",
            "w",
            "t",
            "n",
            "s",
            "o",
            "unset");
    assertEquals("42", result.text("i"));
    assertEquals("2.5", result.text("f"));
    assertEquals("2", result.text("w"));
    assertEquals("true", result.text("t"));
    assertEquals("", result.text("n"));
    assertEquals("", result.text("unset"));
    assertEquals("null", result.json("unset"));
    assertEquals("\"a\"b\n\"", result.text("s"));
    assertEquals("\"a\\\"b\\n\"", result.json("s"));
    assertEquals("{\"k\":[1,\"x\"],\"e\":{}}", result.json("o"));
    assertEquals("{\"k\":[1,\"x\"],\"e\":{}}", result.text("o"));
  }

  @Test
  void outputAndResultAndStatusComeBack() {
    ScriptResult result = database.execute("print 'hello'; exit(3);", "__output__");
    assertEquals("hello", result.text("__output__"));
    assertEquals("\"hello\"", result.json("__output__"));
    assertEquals("hello", result.output());
    assertEquals(3, result.exitStatus());
    assertEquals("[1,2.5]", database.execute("return [1, 2.5];").result());
  }

  @Test
  void outputCanBeStreamed() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ScriptResult result = database.execute(ScriptRequest.of("print 'a', 1;").outputTo(stream));
    assertEquals("a1", stream.toString(StandardCharsets.UTF_8));
    assertArrayEquals(new byte[0], result.outputBytes());
  }

  @Test
  void argumentsAreSeenInEveryFunction() {
    ScriptResult result =
        database.execute(
            ScriptRequest.of("function f() { return $in.list[1] .. $in.__id; } $x = f();")
                .argument("in", "{\"list\":[1,\"two\"],\"__id\":7}")
                .want("x"));
    assertEquals("\"two7\"", result.text("x"));
  }

  @Test
  void aSyntaxErrorNamesItsPlaceAndNothingRuns() {
    ScriptException e =
        assertThrows(ScriptException.class, () -> database.execute("db_create('c');\n$a = ;"));
    assertEquals(ErrorCode.SCRIPT_SYNTAX, e.code());
    assertEquals(2, e.line());
    assertEquals(List.of(), database.collectionNames());
  }

  @Test
  void writesOfAScriptThatFailsLaterStay() {
    ScriptRequest request =
        ScriptRequest.of("db_create('c'); $r = {a: 1}; db_store('c', $r); while (true) { }")
            .limits(ScriptLimits.defaults().withTimeMillis(100));
    assertCode(ErrorCode.LIMIT_EXCEEDED, () -> database.execute(request));
    assertEquals(1, database.collection("c").size());
  }

  @Test
  void aLimitRollsTheOpenTransactionBack() {
    database.createCollection("c").store("{\"a\":0}");
    ScriptRequest request =
        ScriptRequest.of(
                "$r = {a: 1}; db_store('c', $r); db_begin(); $q = {a: 2}; db_store('c', $q); while (true) { }")
            .limits(ScriptLimits.defaults().withTimeMillis(100));
    assertCode(ErrorCode.LIMIT_EXCEEDED, () -> database.execute(request));
    assertEquals(
        List.of("{\"a\":0,\"__id\":0}", "{\"a\":1,\"__id\":1}"),
        database.collection("c").all().toList());
    assertEquals(3, database.collection("c").store("{}"));
  }

  @Test
  void rollbackUndoesWhatTheTransactionWrote() {
    database.createCollection("c").storeAll("{\"a\":0}", "{\"a\":1}");
    ScriptResult result =
        database.execute(
            "db_begin(); $r = {a: 2}; db_store('c', $r); db_update_record('c', 0, {a: 9}); db_drop_record('c', 1);"
                + " $during = db_fetch_all('c'); db_rollback(); $after = db_fetch_all('c'); db_commit();",
            "during",
            "after");
    assertEquals("[{\"a\":9,\"__id\":0},{\"a\":2,\"__id\":2}]", result.text("during"));
    assertEquals("[{\"a\":0,\"__id\":0},{\"a\":1,\"__id\":1}]", result.text("after"));
  }

  @Test
  void aTransactionLeftOpenByAScriptThatEndsWellCounts() {
    database.execute("db_create('c'); db_begin(); $r = {a: 1}; db_store('c', $r);");
    assertEquals(1, database.collection("c").size());
  }

  @Test
  void aCancelledScriptEnds() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    ScriptRequest request = ScriptRequest.of("while (true) { }").cancellation(cancellation);
    assertCode(ErrorCode.CANCELLED, () -> database.execute(request));
  }

  @Test
  void fetchedRecordsAreSharedHoweverManyCameAfter() {
    StringBuilder script = new StringBuilder("db_create('c'); $l = [];");
    script.append("for ($i = 0; $i < 2000; $i++) { $o = {v: $i, f: 1.0}; db_store('c', $o); }");
    database.execute(script.toString());
    ScriptResult result =
        database.execute(
            "$first = db_fetch('c'); $second = db_fetch('c'); $second['v'] = 'changed'; $second = null;"
                + " while (($r = db_fetch('c')) != NULL) { $last = $r.v; }"
                + " $first['v'] = 'late'; $a = db_fetch_by_id('c', 0).v; $b = db_fetch_by_id('c', 1).v;",
            "a",
            "b",
            "last");
    assertEquals("\"late\"", result.text("a"));
    assertEquals("\"changed\"", result.text("b"));
    assertEquals("1999", result.text("last"));
  }

  @Test
  void nestingOfTheSourceIsLimited() {
    ScriptLimits limits = ScriptLimits.defaults().withTokenNesting(5).withTreeDepth(20);
    try (Database strict = Sonatina.inMemory(OpenOptions.defaults().withScriptLimits(limits))) {
      assertEquals("1", strict.execute(ScriptRequest.of("print (((1)));")).output());
      assertCode(
          ErrorCode.SCRIPT_SYNTAX, () -> strict.execute(ScriptRequest.of("print ((((((1))))));")));
      assertCode(
          ErrorCode.SCRIPT_SYNTAX,
          () -> strict.execute(ScriptRequest.of("print " + "!".repeat(20) + "1;")));
    }
  }

  @Test
  void keepingMoreRecordsThanTheMemoryLimitAllowsEndsTheScript() {
    String[] records = new String[300];
    Arrays.fill(records, "{\"text\":\"" + "x".repeat(10_000) + "\"}");
    database.createCollection("c").storeAll(records);
    ScriptLimits limits = ScriptLimits.defaults().withMemoryBytes(1 << 20);
    String keeping = "$l = []; while (($r = db_fetch('c')) != NULL) { array_push($l, $r); }";
    assertCode(
        ErrorCode.LIMIT_EXCEEDED, () -> database.execute(ScriptRequest.of(keeping).limits(limits)));
    String reading = "$n = 0; while (($r = db_fetch('c')) != NULL) { $n += strlen($r.text); }";
    ScriptRequest request = ScriptRequest.of(reading).limits(limits).want("n");
    assertEquals("3000000", database.execute(request).text("n"));
  }

  @Test
  void explainCountsWhatAScriptReads() {
    database.createCollection("c").storeAll("{\"a\":0}", "{\"a\":1}");
    Explanation explanation =
        database.explain(
            ScriptRequest.of("$x = db_fetch_all('c', function($r) { return $r.a == 1; });"));
    assertEquals(2, explanation.recordsExamined());
    assertEquals(1, explanation.recordsReturned());
  }

  @Test
  void aRelaxedRecordIsData() {
    database
        .createCollection("c")
        .store("{ name: 'x $y', n: 1 + 2, /* comment */ list: [1, 2,], nested: {\"k\": 0x10,}, }");
    assertEquals(
        List.of("{\"name\":\"x $y\",\"n\":3,\"list\":[1,2],\"nested\":{\"k\":16},\"__id\":0}"),
        database.collection("c").all().toList());
    assertCode(
        ErrorCode.INVALID_RECORD,
        () -> database.collection("c").store("{\"a\":1}; db_drop_collection('c')"));
  }

  @Test
  void schemasAreKeptWithTheCollection() {
    database.execute("db_create('c'); $s = {name: 'string', __id: 'x'}; db_set_schema('c', $s);");
    assertEquals(
        "{\"name\":\"string\",\"__id\":\"x\"}",
        database.execute("$s = db_get_schema('c');", "s").text("s"));
    database.execute("db_drop_collection('c'); db_create('c');");
    assertEquals("", database.execute("$s = db_get_schema('c');", "s").text("s"));
  }

  private static void assertCode(ErrorCode code, Executable operation) {
    assertEquals(code, assertThrows(SonatinaException.class, operation).code());
  }
}
