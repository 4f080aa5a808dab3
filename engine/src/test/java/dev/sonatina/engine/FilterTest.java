package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters select, what they cost, and how they end. */
class FilterTest {

  private final Database database = Sonatina.inMemory();
  private final Collection collection = database.createCollection("c");

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void selectsRecordsInIdOrderAsTheyAreStored() {
    collection.storeAll("{\"a\":1,\"x\":1.0,\"e\":{}}", "{\"a\":2}", "{\"a\":3,\"x\":[]}");
    assertEquals(
        List.of("{\"a\":1,\"x\":1.0,\"e\":{},\"__id\":0}", "{\"a\":3,\"x\":[],\"__id\":2}"),
        collection.filter("function($r) { return $r.a != 2; }").toList());
  }

  @Test
  void skipsNoRecordWhoseMemberIsMissing() {
    collection.storeAll("{\"a\":5}", "{}", "{\"a\":1}", "\"text\"", "7", "null");
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), ids("function($r) { return $r.a < 4; }"));
  }

  @Test
  void aTextThatIsNoFunctionSelectsEverything() {
    collection.storeAll("{\"a\":5}", "7");
    assertEquals(List.of(0L, 1L), ids("5"));
  }

  @Test
  void withoutReturnNothingIsSelected() {
    collection.storeAll("{\"a\":5}");
    assertEquals(List.of(), ids("function($r) { $r.a; }"));
  }

  @Test
  void changesShowInTheAnswerAndNotInTheStore() {
    collection.storeAll("{\"a\":1,\"b\":{\"c\":1}}");
    assertEquals(
        List.of("{\"a\":9,\"b\":{\"c\":2},\"__id\":0}"),
        collection.filter("function($r) { $r.a = 9; $r.b.c = 2; return true; }").toList());
    assertEquals(List.of("{\"a\":1,\"b\":{\"c\":1},\"__id\":0}"), collection.all().toList());
  }

  @Test
  void readingMembersIsNoChange() {
    collection.storeAll("{\"a\":[1.0,2],\"b\":{}}");
    assertEquals(
        List.of("{\"a\":[1.0,2],\"b\":{},\"__id\":0}"),
        collection
            .filter(
                "function($r) { foreach ($r.a as $x) { if ($x == 2) { return count($r.b) == 0; } }"
                    + " }")
            .toList());
  }

  @Test
  void aFunctionMayKeepRecordsItHasSeen() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    assertEquals(
        List.of(2L),
        ids(
            "function($r) { static $seen = []; array_push($seen, $r); return count($seen) == 3 &&"
                + " $seen[0].a == 1; }"));
  }

  @Test
  void exitInAFilterRepeatsTheVerdictBefore() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    assertEquals(
        List.of(0L, 1L), ids("function($r) { if ($r.a == 2) { exit(1); } return $r.a == 1; }"));
  }

  @Test
  void aFilterMayStore() {
    database.createCollection("log");
    collection.storeAll("{\"a\":1}", "{\"a\":2}");
    assertEquals(
        List.of(1L),
        ids("function($r) { $e = {seen: $r.a}; db_store('log', $e); return $r.a == 2; }"));
    assertEquals(
        List.of("{\"seen\":1,\"__id\":0}", "{\"seen\":2,\"__id\":1}"),
        database.collection("log").all().toList());
  }

  @Test
  void argumentsAreSeenByTheFunction() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}", "{\"a\":[2]}");
    FilterRequest request =
        FilterRequest.of("function($r) { return $r.a == $wanted; }").argument("wanted", "2");
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of("{\"a\":2,\"__id\":1}"), collection.filter(request).toList());
    }
  }

  @Test
  void syntaxErrorsTellTheirPlaceInTheUsersText() {
    ScriptException e =
        assertThrows(
            ScriptException.class, () -> collection.filter("function($r) { return $r.a == ; }"));
    assertEquals(ErrorCode.SCRIPT_SYNTAX, e.code());
    assertEquals(1, e.line());
    assertTrue(e.column() >= 24 && e.column() <= 31, "column " + e.column());
  }

  @Test
  void anEndlessFilterReachesItsTimeLimit() {
    collection.storeAll("{\"a\":1}");
    FilterRequest request =
        FilterRequest.of("function($r) { while (true) { } }")
            .limits(ScriptLimits.defaults().withTimeMillis(50));
    assertCode(ErrorCode.LIMIT_EXCEEDED, () -> collection.filter(request).toList());
  }

  @Test
  void aCancelledFilterEnds() {
    collection.storeAll("{\"a\":1}");
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    FilterRequest request =
        FilterRequest.of("function($r) { while (true) { } }").cancellation(cancellation);
    assertCode(ErrorCode.CANCELLED, () -> collection.filter(request).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void cancellingEndsAFilterBetweenTwoRecords(int threads) {
    try (Database other =
        Sonatina.inMemory(
            OpenOptions.defaults().withScanThreads(threads).withEagerPlans(threads > 1))) {
      Collection numbers = other.createCollection("n");
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        records.add("{\"n\":" + i + "}");
      }
      numbers.storeAll(records);
      Cancellation cancellation = new Cancellation();
      FilterRequest request =
          FilterRequest.of("function($r) { return true; }").cancellation(cancellation);
      AtomicLong seen = new AtomicLong();
      assertCode(
          ErrorCode.CANCELLED,
          () -> {
            for (Record record : numbers.filter(request)) {
              assertEquals(seen.getAndIncrement(), record.id());
              cancellation.cancel();
            }
          });
      assertTrue(seen.get() < 100_000, "all were seen");
    }
  }

  @Test
  @SuppressWarnings("try") // closing by hand is what is tested
  void closingFromAnotherThreadEndsAFilter() throws Exception {
    collection.storeAll("{\"a\":1}");
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (Records found = collection.filter("function($r) { while (true) { } }")) {
      Future<Boolean> reading = reader.submit(() -> found.iterator().hasNext());
      found.close();
      assertFalse(reading.get(30, TimeUnit.SECONDS));
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void severalThreadsAnswerAsOneDoes() {
    try (Database single = Sonatina.inMemory(OpenOptions.defaults().withScanThreads(1));
        Database several =
            Sonatina.inMemory(OpenOptions.defaults().withScanThreads(3).withColumns(false))) {
      List<String> expected = fillAndFilter(single, 1);
      List<String> found = fillAndFilter(several, 3);
      assertEquals(expected.size(), found.size());
      assertEquals(expected, found);
    }
  }

  private static List<String> fillAndFilter(Database database, int threads) {
    Collection numbers = database.createCollection("n");
    List<String> records = new ArrayList<>();
    String filling = "x".repeat(1_000);
    for (int i = 0; i < 20_000; i++) {
      records.add("{\"n\":" + i + ",\"filling\":\"" + filling + "\"}");
    }
    numbers.storeAll(records);
    String function = "function($r) { return $r.n % 3 == 1; }";
    assertEquals(threads, numbers.explain(FilterRequest.of(function)).threads());
    return numbers.filter(function).toList();
  }

  @Test
  void aParallelFilterThatFailsSaysWhy() {
    Collection numbers = database.createCollection("n");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      records.add("{\"n\":" + i + "}");
    }
    numbers.storeAll(records);
    FilterRequest request =
        FilterRequest.of("function($r) { while ($r.n == 9000) { } return true; }")
            .limits(ScriptLimits.defaults().withTimeMillis(100));
    assertCode(ErrorCode.LIMIT_EXCEEDED, () -> numbers.filter(request).toList());
  }

  /** Threads may fail at a later record first; the reader hears of the first in id order. */
  @Test
  void aFilterThatFailsHalfwayReturnsTheSameRecordsFirstOnAnyNumberOfThreads() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      records.add("{\"n\":" + i + ",\"size\":" + (i % 100 == 57 ? 60_000_000 : 10) + "}");
    }
    FilterRequest request =
        FilterRequest.of("function($r) { return strlen(str_repeat('x', $r.size)) == $r.size; }")
            .limits(ScriptLimits.defaults().withMemoryBytes(1 << 20));
    for (int threads : new int[] {1, 3}) {
      try (Database other =
          Sonatina.inMemory(
              OpenOptions.defaults().withScanThreads(threads).withEagerPlans(threads > 1))) {
        Collection numbers = other.createCollection("n");
        numbers.storeAll(records);
        List<Long> ids = new ArrayList<>();
        assertCode(
            ErrorCode.LIMIT_EXCEEDED,
            () -> numbers.filter(request).forEach(record -> ids.add(record.id())));
        assertEquals(LongStream.range(0, 57).boxed().toList(), ids, threads + " threads");
      }
    }
  }

  @Test
  void aParallelFilterCanBeLeftEarly() {
    Collection numbers = database.createCollection("n");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      records.add("{\"n\":" + i + "}");
    }
    numbers.storeAll(records);
    Iterator<Record> left;
    try (Records found = numbers.filter("function($r) { return true; }")) {
      left = found.iterator();
      assertTrue(left.hasNext());
      assertEquals(0, left.next().id());
    }
    assertFalse(left.hasNext());
  }

  @Test
  void theSecondUseBuildsColumnsAndExplainSaysSo() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      records.add("{\"n\":" + i + ",\"k\":\"v" + i % 7 + "\"}");
    }
    collection.storeAll(records);
    FilterRequest request =
        FilterRequest.of("function($r) { return $r.n >= 15000 && $r.n < 15010 && $r.k == 'v1'; }");
    Explanation first = collection.explain(request);
    assertEquals(List.of(), first.columns());
    assertEquals(20_000, first.recordsExamined());
    Explanation second = collection.explain(request);
    assertEquals(List.of("n", "k"), second.columns());
    assertEquals(4, second.blocksSkipped());
    assertEquals(first.recordsReturned(), second.recordsReturned());
    assertEquals(second.recordsReturned(), second.recordsExamined());
    assertTrue(second.memoryBytes() > 20_000 * 8);
  }

  @Test
  void declaredColumnsAreUsedAtOnceAndKept() {
    collection.storeAll("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}");
    collection.createColumn("a.b");
    collection.createColumn("a.b");
    assertEquals(List.of("a.b"), collection.declaredColumns());
    Explanation explanation =
        collection.explain(FilterRequest.of("function($r) { return $r.a.b == 2; }"));
    assertEquals(List.of("a.b"), explanation.columns());
    assertEquals(1, explanation.recordsExamined());
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> collection.createColumn(""));
  }

  @Test
  void columnsMayBeDeclaredAheadAndWithPlacesInArrays() {
    database.declareColumn("later", "a[1].b");
    Collection later = database.createCollection("later");
    later.storeAll("{\"a\":[0,{\"b\":1}]}", "{\"a\":[0,{\"b\":2}]}", "{\"a\":[7]}");
    FilterRequest request = FilterRequest.of("function($r) { return $r.a[1].b == 2; }");
    Explanation explanation = later.explain(request);
    assertEquals(List.of("a[1].b"), explanation.columns());
    assertEquals(1, explanation.recordsExamined());
    database.dropCollection("later");
    assertEquals(List.of(), database.createCollection("later").declaredColumns());
  }

  @Test
  void declaredColumnsAreKeptWithTheDatabase(@TempDir Path home) {
    try (Database first = Sonatina.open(home)) {
      first.createCollection("c").createColumn("a");
      first.collection("c").storeAll("{\"a\":1}", "{\"a\":2}");
    }
    try (Database again = Sonatina.open(home, OpenOptions.defaults().withReadOnly(true))) {
      Collection kept = again.collection("c");
      assertEquals(List.of("a"), kept.declaredColumns());
      Explanation explanation =
          kept.explain(FilterRequest.of("function($r) { return $r.a == 2; }"));
      assertEquals(List.of("a"), explanation.columns());
      kept.createColumn("a");
      assertCode(ErrorCode.READ_ONLY, () -> kept.createColumn("b"));
    }
  }

  private List<Long> ids(String function) {
    List<Long> ids = new ArrayList<>();
    for (Record record : collection.filter(function)) {
      ids.add(record.id());
    }
    return ids;
  }

  private static void assertCode(ErrorCode code, Executable operation) {
    assertEquals(code, assertThrows(SonatinaException.class, operation).code());
  }
}
