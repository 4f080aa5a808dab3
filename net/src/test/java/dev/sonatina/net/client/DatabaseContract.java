package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.binding.Binding;
import dev.sonatina.engine.binding.BoundCollection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every method of {@link Database} and {@link Collection} promises, wherever the database is:
 * one row for each method of Sonata's own client.
 */
abstract class DatabaseContract {

  private Database database;
  private Collection records;

  /** An empty database. */
  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    records = database.createCollection("c");
  }

  private static ErrorCode codeOf(Runnable action) {
    return assertThrows(SonatinaException.class, action::run).code();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void createRefusesACollectionThatExists() {
    assertEquals("new", database.createCollection("new").name());
    assertEquals(ErrorCode.COLLECTION_EXISTS, codeOf(() -> database.createCollection("new")));
  }

  @Test
  void existsAndOpenTellWhatIsThere() {
    assertTrue(database.hasCollection("c"));
    assertFalse(database.hasCollection("d"));
    assertEquals("c", database.collection("c").name());
    assertEquals(ErrorCode.NO_SUCH_COLLECTION, codeOf(() -> database.collection("d")));
  }

  @Test
  void aDroppedCollectionStartsAgainAtZero() {
    records.storeAll("{}", "{}");
    database.dropCollection("c");
    assertFalse(database.hasCollection("c"));
    assertEquals(ErrorCode.NO_SUCH_COLLECTION, codeOf(() -> database.dropCollection("c")));
    assertEquals(0, database.createCollection("c").store("{}"));
  }

  @Test
  void everyOperationOnADroppedCollectionSaysSo() {
    database.dropCollection("c");
    List<Runnable> operations =
        List.of(
            () -> records.store("{}"),
            () -> records.storeAll("{}"),
            () -> records.find(0),
            () -> records.fetch(0),
            () -> records.findAll(0, 1),
            () -> records.filter("function($r) { return true; }").toList(),
            () -> records.update(0, "{}"),
            () -> records.updateAll(new long[] {0}, List.of("{}")),
            () -> records.all().toList(),
            records::lastId,
            records::size,
            () -> records.erase(0),
            () -> records.eraseAll(0, 1));
    for (int i = 0; i < operations.size(); i++) {
      assertEquals(ErrorCode.NO_SUCH_COLLECTION, codeOf(operations.get(i)), "operation " + i);
    }
  }

  @Test
  void namesOfCollectionsMayBeOdd() {
    for (String name : List.of("two words", "ünïcödé 日本", "a/b", "x".repeat(300), "0", "null")) {
      Collection odd = database.createCollection(name);
      assertEquals(0, odd.store("{\"a\":1}"), name);
      assertEquals(1, database.collection(name).size(), name);
    }
    assertThrows(SonatinaException.class, () -> database.createCollection(""));
  }

  @Test
  void executeReadsVariablesAndOutput() {
    ScriptResult result =
        database.execute(
            "$i = 3; $f = 2.5; $b = true; $s = 'it\"s'; $m = {a:[1,2]}; $n = NULL; print 'out', 1;",
            "i",
            "f",
            "b",
            "s",
            "m",
            "n",
            "unset");
    assertEquals("3", result.text("i"));
    assertEquals("2.5", result.text("f"));
    assertEquals("true", result.text("b"));
    assertEquals("\"it\"s\"", result.text("s"));
    assertEquals("\"it\\\"s\"", result.json("s"));
    assertEquals("{\"a\":[1,2]}", result.json("m"));
    assertEquals("", result.text("n"));
    assertEquals("null", result.json("unset"));
    assertEquals("out1", result.output());
    assertEquals(ErrorCode.INVALID_ARGUMENT, codeOf(() -> result.text("other")));
  }

  @Test
  void executeStreamsItsOutputAndCommits() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    database.execute(
        ScriptRequest.of("db_store('c', {a:1}); print 'stored';")
            .outputTo(out)
            .durability(Durability.COMMITTED));
    assertEquals("stored", out.toString(StandardCharsets.UTF_8));
    assertEquals(Optional.of("{\"a\":1,\"__id\":0}"), records.fetch(0));
    database.commit();
  }

  @Test
  void aScriptThatDoesNotParseNamesItsLine() {
    ScriptException thrown =
        assertThrows(ScriptException.class, () -> database.execute("$a = 1;\n$b = ;"));
    assertEquals(ErrorCode.SCRIPT_SYNTAX, thrown.code());
    assertEquals(2, thrown.line());
  }

  @Test
  void storeNumbersRecordsInOrder() {
    assertEquals(0, records.store("{\"a\":1}"));
    assertEquals(1, records.store(utf8("{\"a\":2}"), Durability.COMMITTED));
    assertEquals(2, records.store("{ a : 'relaxed', b : [1,2,], }"));
    assertEquals(Optional.of("{\"a\":\"relaxed\",\"b\":[1,2],\"__id\":2}"), records.fetch(2));
    assertEquals(3, records.store("17"));
    assertEquals(4, records.store("{}"));
  }

  @Test
  void numbersAndTextsAreKeptExactly() {
    String text =
        "{\"max\":9223372036854775807,\"min\":-9223372036854775808,\"unsigned\":18446744073709551615,"
            + "\"third\":0.3333333333333333,\"small\":1e-07,\"whole\":1.0,\"empty\":{},\"text\":\"é€😀"
            + " \\\"quoted\\\" \\\\ \\u0001\\n"
            + "\",\"deep\":[[[[{\"a\":[]}]]]]}";
    long id = records.store(text);
    String expected = text.substring(0, text.length() - 1) + ",\"__id\":" + id + "}";
    assertEquals(Optional.of(expected), records.fetch(id));
  }

  @Test
  void textThatIsNoRecordIsRefusedWithItsPlace() {
    for (String text : List.of("", "{\"a\":", "{\"a\":1}; print 1;", "[1,2", "{\"a\" 1}")) {
      DatabaseException thrown =
          assertThrows(DatabaseException.class, () -> records.store(text), text);
      assertEquals(ErrorCode.INVALID_RECORD, thrown.code(), text);
      assertTrue(thrown.line() >= 1, text);
    }
    assertEquals(0, records.size());
    assertEquals(OptionalLong.empty(), records.lastId());
  }

  @Test
  void storeAllIsAllOrNothing() {
    assertArrayEquals(new long[] {0, 1}, records.storeAll("{\"n\":0}", "{\"n\":1}"));
    assertArrayEquals(new long[0], records.storeAll());
    assertEquals(ErrorCode.INVALID_RECORD, codeOf(() -> records.storeAll("{}", "{", "{}")));
    assertEquals(2, records.size());
    assertArrayEquals(
        new long[] {2}, records.storeAllBytes(List.of(utf8("{}")), Durability.COMMITTED));
  }

  @Test
  void fetchAllKeepsTheOrderAskedFor() {
    records.storeAll("{\"n\":0}", "{\"n\":1}");
    assertEquals(
        List.of(
            Optional.of("{\"n\":1,\"__id\":1}"),
            Optional.empty(),
            Optional.of("{\"n\":0,\"__id\":0}"),
            Optional.of("{\"n\":1,\"__id\":1}")),
        records.fetchAll(1, 7, 0, 1));
    assertEquals(List.of(), records.fetchAll());
    assertEquals(Optional.empty(), records.fetch(-1));
    Optional<Record> found = records.find(1);
    assertEquals(1, found.orElseThrow().id());
    assertArrayEquals(utf8("{\"n\":1,\"__id\":1}"), found.orElseThrow().jsonBytes());
  }

  @Test
  void recordsAreTreesAndValuesOfClasses() {
    BoundCollection<Map<String, Integer>> values =
        new BoundCollection<>(records, Binding.of(castToMap()));
    assertArrayEquals(new long[] {0, 1}, values.storeAll(List.of(Map.of("n", 1), Map.of("n", 2))));
    assertEquals(Optional.of(Map.of("n", 2, "__id", 1)), values.find(1));
    assertEquals(
        2,
        BoundCollection.trees(records)
            .filter("function($r) { return $r.n > 1; }")
            .toList()
            .get(0)
            .get("n")
            .intValue());
    try (Stream<Record> stream = records.all().stream()) {
      assertEquals(List.of(0L, 1L), stream.map(Record::id).toList());
    }
  }

  @SuppressWarnings("unchecked") // What is stored has no other values.
  private static Class<Map<String, Integer>> castToMap() {
    return (Class<Map<String, Integer>>) (Class<?>) Map.class;
  }

  @Test
  void filterSelectsByTruth() {
    records.storeAll("{\"n\":0}", "{\"n\":1}", "{\"n\":2}", "{\"m\":5}");
    assertEquals(
        List.of("{\"n\":2,\"__id\":2}"),
        records.filter("function($r) { return $r.n > 1; }").toList());
    assertEquals(
        List.of("{\"n\":1,\"__id\":1}", "{\"n\":2,\"__id\":2}"),
        records.filter(FilterRequest.of("function($r) { return $r.n; }")).toList());
    assertEquals(List.of(), records.filter("function($r) { }").toList());
    assertEquals(4, records.filter("5").toList().size());
    assertEquals(
        ErrorCode.SCRIPT_SYNTAX,
        codeOf(() -> records.filter("function($r) { return $r.n >").toList()));
  }

  @Test
  void aFilterCanBeCancelled() throws Exception {
    records.store("{}");
    Cancellation cancellation = new Cancellation();
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    try {
      ScheduledFuture<?> cancelling =
          later.schedule(cancellation::cancel, 20, TimeUnit.MILLISECONDS);
      FilterRequest endless =
          FilterRequest.of("function($r) { while (true) { $i++; } }").cancellation(cancellation);
      assertEquals(ErrorCode.CANCELLED, codeOf(() -> records.filter(endless).toList()));
      assertNull(cancelling.get(10, TimeUnit.SECONDS));
    } finally {
      later.shutdownNow();
    }
  }

  @Test
  void updateReplacesAndKeepsTheId() {
    records.storeAll("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    records.update(1, "{\"m\":7}");
    records.update(2, utf8("{\"m\":8}"), Durability.COMMITTED);
    assertEquals(Optional.of("{\"m\":7,\"__id\":1}"), records.fetch(1));
    assertEquals(Optional.of("{\"m\":8,\"__id\":2}"), records.fetch(2));
    assertEquals(ErrorCode.NO_SUCH_RECORD, codeOf(() -> records.update(9, "{}")));
    assertEquals(ErrorCode.INVALID_RECORD, codeOf(() -> records.update(0, "{")));
    assertEquals(Optional.of("{\"n\":0,\"__id\":0}"), records.fetch(0));
  }

  @Test
  void updateAllTellsWhichItReplaced() {
    records.storeAll("{\"n\":0}", "{\"n\":1}");
    assertArrayEquals(
        new boolean[] {true, false, true},
        records.updateAll(new long[] {1, 9, 0}, List.of("{\"m\":1}", "{\"m\":9}", "{\"m\":0}")));
    assertEquals(List.of("{\"m\":0,\"__id\":0}", "{\"m\":1,\"__id\":1}"), records.all().toList());
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        codeOf(() -> records.updateAll(new long[] {1}, List.of("{}", "{}"))));
    assertEquals(
        ErrorCode.INVALID_RECORD,
        codeOf(() -> records.updateAll(new long[] {0, 1}, List.of("{}", "{"))));
    assertEquals(Optional.of("{\"m\":0,\"__id\":0}"), records.fetch(0));
  }

  @Test
  void allReadsLiveRecordsOnceInOrder() {
    assertEquals(List.of(), records.all().toList());
    records.storeAll("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    records.erase(1);
    List<Long> ids = new ArrayList<>();
    try (Records all = records.all()) {
      all.forEach(record -> ids.add(record.id()));
      assertThrows(IllegalStateException.class, all::iterator);
    }
    assertEquals(List.of(0L, 2L), ids);
  }

  @Test
  void countsStartAtZeroAndIdsAreNeverUsedTwice() {
    assertEquals(0, records.size());
    assertEquals(OptionalLong.empty(), records.lastId());
    records.store("{}");
    assertEquals(1, records.size());
    assertEquals(OptionalLong.of(0), records.lastId());
    records.erase(0);
    assertEquals(0, records.size());
    assertEquals(OptionalLong.of(0), records.lastId());
    assertEquals(1, records.store("{}"));
  }

  @Test
  void eraseRefusesWhatIsNotThere() {
    records.storeAll("{}", "{}");
    records.erase(1, Durability.COMMITTED);
    assertEquals(ErrorCode.NO_SUCH_RECORD, codeOf(() -> records.erase(1)));
    assertEquals(ErrorCode.NO_SUCH_RECORD, codeOf(() -> records.erase(77)));
  }

  @Test
  void eraseAllStopsAtTheFirstMissingId() {
    records.storeAll("{}", "{}", "{}");
    assertEquals(ErrorCode.NO_SUCH_RECORD, codeOf(() -> records.eraseAll(0, 77, 1)));
    assertEquals(Optional.empty(), records.fetch(0));
    assertNotEquals(Optional.empty(), records.fetch(1));
    records.eraseAll(new long[] {1, 2}, Durability.COMMITTED);
    assertEquals(0, records.size());
  }

  @Test
  void theErrorLogTellsWhatWasRefused() {
    assertThrows(SonatinaException.class, () -> records.update(5, "{}"));
    assertTrue(database.errorLog().contains("No record to update"), database::errorLog);
  }

  @Test
  void everythingThrownIsOfOneFamily() {
    assertInstanceOf(
        DatabaseException.class,
        assertThrows(SonatinaException.class, () -> database.collection("d")));
    SonatinaException refused =
        assertThrows(SonatinaException.class, () -> database.createCollection("c"));
    assertFalse(refused.serverMessage().isBlank());
  }
}
