package dev.sonatina.net.sonata.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.net.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTypesTest {

  private static final DatabaseOpener ENGINE = new PlainDatabases();
  private static final FileTransfers TRANSFERS =
      new FileTransfers(() -> 0, new Cancellation(), new Cancellation());

  private Path directory;
  private BackendTypes types;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = Files.createDirectory(temporary.resolve("data"));
    types = new BackendTypes(new DataDirectory(directory, false), ENGINE, TRANSFERS);
  }

  private Backend create(String type, String config) {
    return types.factory(type).create("db", BackendConfig.parse(config));
  }

  private Backend attach(String type, String config) {
    return types.factory(type).attach("db", BackendConfig.parse(config));
  }

  private static NewRecord record(String text) {
    return NewRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> all(Backend backend, RecordForm form) {
    List<String> texts = new ArrayList<>();
    backend.all("c", form, text -> texts.add(text == null ? "-" : utf8(text)));
    return texts;
  }

  private static String fetch(Backend backend, String collection, long id) {
    StringBuilder text = new StringBuilder();
    backend.fetch(collection, id, RecordForm.TEXT, t -> text.append(t == null ? "-" : utf8(t)));
    return text.toString();
  }

  private static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String faultOf(Runnable action) {
    return assertThrows(BackendFault.class, action::run).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "unqlite | {} | UnQLiteBackend needs to be initialized with a path",
        "unqlite | [1] | [json.exception.type_error.306] cannot use value() with array",
        "unqlite | null | [json.exception.type_error.306] cannot use value() with null",
        "unqlite | {\"path\":5} | [json.exception.type_error.302] type must be string, but is"
            + " number",
        "unqlite | {\"path\":\"x\",\"in-memory\":\"y\"} | [json.exception.type_error.302] type must"
            + " be boolean, but is string",
        "unqlite | {\"path\":\"x\",\"mutex\":\"y\"} | \"mutex\" should be either \"none\","
            + " \"global\", \"posix\", or \"abt\"",
        "unqlite | {\"path\":\"../x\"} | Database path ../x is outside of the server's data"
            + " directory",
        "unqlite | {\"path\":\"/etc/passwd\"} | Database path /etc/passwd is outside of the"
            + " server's data directory",
        "unqlite | {\"path\":\"a/b/0123456789012345678901234567890123456789012345678901234567890123456789"
            + "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
            + "123456789012345678901234567890123456789\"} | Database path is too long (expected: at most 4000"
            + " bytes in all and 200 in each name)",
        "unqlite | {\"path\":\"x\",\"publish\":\"y\"} | \"publish\" should be one of [commit,"
            + " detach, never]",
        "aggregator | {} | AggregatorBackend needs to be initialized with a \"backend\" entry",
        "aggregator | {\"backend\":\"nosuch\",\"config\":{}} | Unknown database type nosuch",
        "nosuch | {} | Unknown database type nosuch",
      })
  void refusesConfigurations(String type, String config, String text) {
    assertEquals(text, faultOf(() -> create(type, config)));
  }

  @Test
  void aPathHoldsADatabaseUntilItIsDestroyed() {
    Backend created = create("unqlite", "{\"path\":\"sub/p.unqlite\"}");
    created.createCollection("c");
    assertEquals(0, created.store("c", record("{\"a\":1}")));
    created.close();
    String config = "{\"path\":\"sub/p.unqlite\",\"bypass\":true}";
    assertEquals(
        "Database file sub/p.unqlite already exists", faultOf(() -> create("unqlite", config)));
    Backend attached = attach("unqlite", config);
    assertEquals(List.of("{\"a\":1,\"__id\":0}"), all(attached, RecordForm.TEXT));
    attached.destroy();
    assertFalse(Files.exists(directory.resolve("sub/p.unqlite")));
    assertFalse(Files.exists(directory.resolve("sub/.p.unqlite.sonatina")));
    assertEquals(
        "Database file sub/p.unqlite does not exist", faultOf(() -> attach("unqlite", config)));
  }

  @Test
  void aRefusedConfigurationLeavesNoFile() throws IOException {
    String config = "{\"path\":\"p.unqlite\",\"bypass\":0}";
    String text = ErrorTexts.wrongType("boolean", "number");
    assertEquals(text, faultOf(() -> create("unqlite", config)));
    assertEquals(text, faultOf(() -> attach("unqlite", config)));
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"in-memory\":true}",
        "{\"path\":\":mem:\"}",
        "{\"path\":\"p\",\"temporary\":true}",
        "{\"path\":\"p\",\"in-memory\":true,\"mutex\":\"none\",\"future\":1}"
      })
  void someDatabasesLeaveNothingBehind(String config) throws IOException {
    Backend backend = create("unqlite", config);
    backend.createCollection("c");
    assertEquals(0, backend.store("c", record("{}")));
    assertEquals(ErrorTexts.NO_FILE_TO_REMOVE, faultOf(backend::destroy));
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void symbolicLinksDoNotLeadOutside() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), directory.getParent());
    assertEquals(
        "Database path link/x is outside of the server's data directory",
        faultOf(() -> create("unqlite", "{\"path\":\"link/x\"}")));
    assertEquals(
        "Database file link/x does not exist",
        faultOf(() -> attach("unqlite", "{\"path\":\"link/x\"}")));
    BackendTypes anywhere = new BackendTypes(new DataDirectory(directory, true), ENGINE, TRANSFERS);
    Backend outside =
        anywhere.factory("unqlite").create("db", BackendConfig.parse("{\"path\":\"link/x\"}"));
    outside.destroy();
  }

  @Test
  void bypassTakesObjectsOnly() {
    Backend backend = create("unqlite", "{\"in-memory\":true,\"bypass\":true}");
    backend.createCollection("c");
    assertEquals(ErrorTexts.RECORD_NOT_OBJECT, faultOf(() -> backend.store("c", record(" 5"))));
    assertEquals(
        ErrorTexts.SOME_RECORD_NOT_OBJECT,
        faultOf(() -> backend.storeMulti("c", List.of(record("{}"), record("[]")))));
    assertEquals(0, backend.store("c", record(" {}")));
    backend.close();
  }

  @Test
  void anUpdateOfNothingShowsTheErrorLog() {
    Backend backend = create("unqlite", "{\"in-memory\":true}");
    backend.createCollection("c");
    String text = faultOf(() -> backend.update("c", 4, record("{}")));
    assertTrue(text.endsWith("No record to update in collection 'c'\n"), text);
    backend.close();
  }

  @Test
  void jsoncppKeepsValuesWithSortedMembers() {
    Backend backend = create("jsoncpp", "5");
    backend.createCollection("c");
    assertEquals(ErrorTexts.JSON_NOT_OBJECT, faultOf(() -> backend.store("c", record("5"))));
    assertEquals(0, backend.store("c", record("{\"b\":1,\"a\":1.0}")));
    assertArrayEquals(
        new long[] {1, 2}, backend.storeMulti("c", List.of(record("{}"), record("7"))));
    assertEquals("{\"__id\":0,\"a\":1.0,\"b\":1}", fetch(backend, "c", 0));
    backend.erase("c", 1);
    assertEquals(ErrorTexts.RECORD_ERASED, faultOf(() -> fetch(backend, "c", 1)));
    assertEquals(ErrorTexts.ID_OUT_OF_RANGE, faultOf(() -> fetch(backend, "c", 9)));
    assertEquals(ErrorTexts.ALREADY_ERASED, faultOf(() -> backend.erase("c", 1)));
    assertEquals(2, all(backend, RecordForm.TEXT).size());
    assertEquals(
        List.of("{\"__id\":0,\"a\":1.0,\"b\":1}", "-", "7"), all(backend, RecordForm.JSON));
    assertEquals(2, backend.size("c"));
    assertEquals(2, backend.lastId("c"));
    List<String> found = new ArrayList<>();
    backend.fetchMulti(
        "c", new long[] {2, 9, 1}, RecordForm.TEXT, t -> found.add(t == null ? "-" : utf8(t)));
    assertEquals(List.of("7", "null"), found);
    assertEquals(
        ErrorTexts.JSONCPP_NO_FILTER,
        faultOf(() -> backend.filter("c", "", new Cancellation(), text -> {})));
    assertArrayEquals(
        new boolean[] {true, false},
        backend.updateMulti("c", new long[] {0, 1}, List.of(record("{}"), record("{}"))));
    assertEquals(ErrorTexts.COLLECTION_MISSING, faultOf(() -> backend.size("nosuch")));
  }

  @Test
  void vectorKeepsTextsAsTheyCame() {
    Backend backend = create("vector", "{}");
    backend.createCollection("c");
    assertEquals(0, backend.store("c", record("not json")));
    assertEquals("not json", fetch(backend, "c", 0));
    backend.update("c", 0, NewRecord.of(JsonReader.read("{\"a\":1}")));
    assertEquals(List.of("{\"a\":1}"), all(backend, RecordForm.TEXT));
    backend.erase("c", 0);
    assertEquals(ErrorTexts.INVALID_ID, faultOf(() -> backend.update("c", 9, record("x"))));
    assertEquals(0, backend.size("c"));
    assertEquals(1, backend.store("c", record("next")));
  }

  @Test
  void nullRefusesNothing() {
    Backend backend = create("null", "{\"delay_ms\":5}");
    assertTrue(backend.hasCollection("any"));
    assertEquals(0, backend.store("any", record("{}")));
    assertEquals("{}", fetch(backend, "any", 9));
    assertEquals(
        "null",
        utf8(backend.execute("", List.of("a"), new Cancellation()).getOrDefault("a", new byte[0])));
  }

  @Test
  void theAggregatorStoresInBatchesAndReadsSeeThem() {
    Backend backend =
        create(
            "aggregator",
            "{\"backend\":\"unqlite\",\"config\":{\"in-memory\":true},\"batch_size\":4}");
    backend.createCollection("c");
    for (int i = 0; i < 10; i++) {
      assertEquals(-1, backend.store("c", record("{\"i\":" + i + "}")));
    }
    assertEquals(10, backend.size("c"));
    assertEquals("{\"i\":9,\"__id\":9}", fetch(backend, "c", 9));
    assertEquals(ErrorTexts.COLLECTION_MISSING, faultOf(() -> backend.store("zz", record("{}"))));
    assertTrue(faultOf(() -> backend.store("c", record("{"))).contains("unexpected end of input"));
    backend.close();
  }

  @Test
  void ourOwnTypeIsADirectory() {
    Backend backend = create("sonatina", "{\"path\":\"mine\"}");
    backend.createCollection("c");
    backend.close();
    assertTrue(Files.isDirectory(directory.resolve("mine")));
    Backend again = attach("sonatina", "{\"path\":\"mine\"}");
    assertTrue(again.hasCollection("c"));
    again.destroy();
    assertFalse(Files.exists(directory.resolve("mine")));
  }

  @Test
  void declaredColumnsAreKeptWithTheDatabase() {
    String columns = "\"columns\":{\"c\":[\"rid\",\"w[0].fid\"],\"later\":[\"x\"]}";
    Backend backend = create("sonatina", "{\"path\":\"d\"," + columns + "}");
    backend.createCollection("c");
    backend.close();
    try (Database database = Sonatina.open(directory.resolve("d"))) {
      assertEquals(List.of("rid", "w[0].fid"), database.collection("c").declaredColumns());
      assertEquals(List.of("x"), database.createCollection("later").declaredColumns());
    }
  }

  @Test
  void columnsThatAreNoListsAreRefusedBeforeAnythingIsMade() {
    for (String columns : List.of("{\"c\":\"rid\"}", "{\"c\":[1]}", "[]")) {
      String fault =
          faultOf(() -> create("unqlite", "{\"path\":\"u\",\"columns\":" + columns + "}"));
      assertTrue(fault.startsWith("[json.exception.type_error.30"), fault);
    }
    assertFalse(Files.exists(directory.resolve("u")));
  }
}
