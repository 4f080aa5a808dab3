package dev.sonatina.net.sonata.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the backends beside {@code unqlite} answer at the edges of each operation. */
class SmallBackendsTest {

  private static final DatabaseOpener ENGINE = new PlainDatabases();
  private static final FileTransfers TRANSFERS =
      new FileTransfers(() -> 0, new Cancellation(), new Cancellation());

  /** Shows what was handed over: texts, values with the kinds of their numbers, gaps. */
  private static final class Shown implements RecordSink {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void accept(byte @Nullable [] text) {
      seen.add(text == null ? "-" : new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void acceptValue(JsonValue value) {
      seen.add("value " + JsonWriter.writeSorted(value));
    }

    @Override
    public void acceptNothing() {
      seen.add("nothing");
    }
  }

  private static Backend open(String type, String config) {
    BackendTypes types = new BackendTypes(new DataDirectory(Path.of(""), false), ENGINE, TRANSFERS);
    Backend backend = types.factory(type).create("db", BackendConfig.parse(config));
    backend.createCollection("c");
    return backend;
  }

  private static NewRecord text(String text) {
    return NewRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<NewRecord> texts(String... texts) {
    return Stream.of(texts).map(SmallBackendsTest::text).toList();
  }

  private static NewRecord value(String json) {
    return NewRecord.of(JsonReader.read(json));
  }

  private static List<String> all(Backend backend, RecordForm form) {
    Shown shown = new Shown();
    backend.all("c", form, shown);
    return shown.seen;
  }

  private static List<String> fetch(Backend backend, long id, RecordForm form) {
    Shown shown = new Shown();
    backend.fetch("c", id, form, shown);
    return shown.seen;
  }

  private static List<String> fetchMulti(Backend backend, RecordForm form, long... ids) {
    Shown shown = new Shown();
    backend.fetchMulti("c", ids, form, shown);
    return shown.seen;
  }

  private static String faultOf(Runnable action) {
    return assertThrows(BackendFault.class, action::run).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsoncpp", "vector"})
  void collectionsOnTheHeap(String type) {
    Backend backend = open(type, "[1]");
    assertEquals(ErrorTexts.COLLECTION_EXISTS, faultOf(() -> backend.createCollection("c")));
    assertEquals(ErrorTexts.EMPTY_COLLECTION, faultOf(() -> backend.lastId("c")));
    assertEquals(0, backend.size("c"));
    assertEquals(
        ErrorTexts.COLLECTION_MISSING, faultOf(() -> backend.eraseMulti("no", new long[0])));
    assertEquals(ErrorTexts.COLLECTION_MISSING, faultOf(() -> backend.dropCollection("no")));
    assertEquals(
        ErrorTexts.JSONCPP_NO_EXECUTE,
        faultOf(() -> backend.execute("", List.of(), new Cancellation())));
    assertEquals("JSON object is not an array", backend.notArrayText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsoncpp", "vector"})
  void severalErasesPassOverWhatIsNotThere(String type) {
    Backend backend = open(type, "{}");
    backend.storeMulti("c", texts("{}", "{}", "{}"));
    backend.eraseMulti("c", new long[] {0, 77, -1, 0, 2});
    assertEquals(1, backend.size("c"));
    assertEquals(2, backend.lastId("c"));
    assertEquals(3, backend.store("c", text("{}")));
  }

  @Test
  void jsoncppKeepsTheKindsOfNumbers() {
    Backend backend = open("jsoncpp", "{}");
    backend.store("c", text("{\"n\":5}"));
    backend.store(
        "c",
        NewRecord.of(
            ((JsonValue.ObjectValue) JsonReader.read("{}")).with("n", new IntegerNumber(5))));
    List<JsonValue> seen = new ArrayList<>();
    RecordSink sink =
        new RecordSink() {
          @Override
          public void accept(byte @Nullable [] text) {}

          @Override
          public void acceptValue(JsonValue value) {
            seen.add(((JsonValue.ObjectValue) value).get("n"));
          }
        };
    backend.all("c", RecordForm.JSON, sink);
    assertEquals(List.of(JsonValue.unsigned(5), new IntegerNumber(5)), seen);
  }

  @Test
  void jsoncppUpdatesTextsOnlyWhereObjectsAre() {
    Backend backend = open("jsoncpp", "{}");
    backend.storeMulti("c", texts("{}", "{}", "null"));
    backend.erase("c", 1);
    assertEquals(List.of("{\"__id\":2}"), fetch(backend, 2, RecordForm.TEXT));
    assertArrayEquals(
        new boolean[] {true, false, false, false, false},
        backend.updateMulti("c", new long[] {0, 1, 2, 9, 0}, texts("{\"a\":1}", "{}", "{", "{}")));
    assertArrayEquals(
        new boolean[] {true},
        backend.updateMulti("c", new long[] {1}, List.of(value("{\"b\":2}"))));
    assertEquals(
        List.of("value {\"__id\":0,\"a\":1}", "value {\"__id\":1,\"b\":2}", "value {\"__id\":2}"),
        all(backend, RecordForm.JSON));
    assertEquals("Record id out of range", faultOf(() -> backend.update("c", 9, text("{}"))));
    assertTrue(faultOf(() -> backend.update("c", 9, text("{"))).contains("parse_error"));
  }

  @Test
  void jsoncppShowsErasedRecordsToJsonOnly() {
    Backend backend = open("jsoncpp", "{}");
    backend.storeMulti("c", texts("{}", "{}"));
    backend.erase("c", 0);
    assertEquals(List.of("-", "value {\"__id\":1}"), all(backend, RecordForm.JSON));
    assertEquals(List.of("{\"__id\":1}"), all(backend, RecordForm.TEXT));
    assertEquals(List.of("-"), fetchMulti(backend, RecordForm.JSON, 0, 5));
    assertEquals(List.of("null"), fetchMulti(backend, RecordForm.TEXT, 5, 0));
  }

  @Test
  void vectorTakesAnEmptyTextForAnErasedRecord() {
    Backend backend = open("vector", "{}");
    assertEquals(List.of("nothing"), all(backend, RecordForm.JSON));
    backend.storeMulti("c", texts("", "{\"a\":1}", "no json"));
    assertEquals(ErrorTexts.RECORD_ERASED, faultOf(() -> fetch(backend, 0, RecordForm.TEXT)));
    backend.erase("c", 0);
    backend.erase("c", 0);
    assertEquals(List.of("{\"a\":1}", "no json"), all(backend, RecordForm.TEXT));
    assertEquals(
        List.of("-", "value {\"a\":1}", "-"), fetchMulti(backend, RecordForm.JSON, 0, 1, 9));
    assertTrue(faultOf(() -> fetch(backend, 2, RecordForm.JSON)).contains("parse_error.101"));
    assertTrue(faultOf(() -> all(backend, RecordForm.JSON)).contains("parse_error.101"));
  }

  @Test
  void vectorSortsValuesAndUpdatesObjectsOnly() {
    Backend backend = open("vector", "{}");
    backend.store("c", value("{\"b\":1,\"a\":{\"d\":1,\"c\":2}}"));
    assertEquals(List.of("{\"a\":{\"c\":2,\"d\":1},\"b\":1}"), fetch(backend, 0, RecordForm.TEXT));
    assertArrayEquals(
        new boolean[] {false, true, false},
        backend.updateMulti("c", new long[] {0, 0, 4}, List.of(value("5"), value("{}"))));
  }

  @Test
  void nullAnswersValuesWithNull() {
    Backend backend = open("null", "{\"delay_ms\":-1,\"active_delay\":\"x\"}");
    assertEquals(List.of("-"), fetch(backend, 3, RecordForm.JSON));
    assertEquals(List.of("{}", "{}"), fetchMulti(backend, RecordForm.TEXT, 3, 4));
    assertEquals(List.of("-", "-"), fetchMulti(backend, RecordForm.JSON, 3, 4));
    assertEquals(List.of("nothing"), all(backend, RecordForm.JSON));
    assertArrayEquals(
        new boolean[] {true, true}, backend.updateMulti("c", new long[] {0, 1}, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void nullTakesItsTime(String active) {
    Backend backend =
        open("null", "{\"delay_ms\":2,\"lock_mutex\":true,\"active_delay\":" + active + "}");
    long start = System.nanoTime();
    backend.commit();
    assertTrue(System.nanoTime() - start >= 2_000_000);
  }

  @Test
  void aggregatorPassesValuesOn() {
    Backend backend =
        open("aggregator", "{\"backend\":\"unqlite\",\"config\":{\"in-memory\":true}}");
    assertArrayEquals(
        new long[] {-1, -1}, backend.storeMulti("c", texts("{\"b\":1,\"a\":2}", "{}")));
    assertEquals(List.of("{\"a\":2,\"b\":1,\"__id\":0}"), fetch(backend, 0, RecordForm.TEXT));
    backend.dropCollection("c");
    assertEquals(ErrorTexts.COLLECTION_MISSING, faultOf(() -> backend.store("c", text("{}"))));
    backend.close();
  }

  @Test
  void aggregatorReadsSeeBatchesOnlyWhenTold() {
    Backend backend =
        open(
            "aggregator",
            "{\"backend\":\"jsoncpp\",\"batch_size\":3,\"flush_on_read\":false,"
                + "\"flush_on_exec\":false,\"commit_on_flush\":false,\"async_flush\":true}");
    backend.storeMulti("c", texts("{}", "{}"));
    assertEquals(0, backend.size("c"));
    backend.store("c", text("{}"));
    assertEquals(3, backend.size("c"));
    backend.store("c", text("{}"));
    assertEquals(3, backend.size("c"));
    backend.commit();
    assertEquals(4, backend.size("c"));
  }

  @Test
  void aggregatorLosesNoRecordToItsNeighbour() {
    Backend backend =
        open(
            "aggregator",
            "{\"backend\":\"unqlite\",\"config\":{\"in-memory\":true,\"bypass\":true}}");
    backend.storeMulti("c", texts("{\"a\":1}", "7", "{\"a\":2}"));
    assertEquals(2, backend.size("c"));
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_size", "flush_on_read", "flush_on_exec", "async_flush"})
  void aggregatorRefusesWrongTypes(String key) {
    String config = "{\"backend\":\"unqlite\",\"config\":{\"path\":5},\"" + key + "\":\"x\"}";
    String expected = key.equals("batch_size") ? "number" : "boolean";
    assertEquals(
        ErrorTexts.wrongType(expected, "string"), faultOf(() -> open("aggregator", config)));
  }
}
