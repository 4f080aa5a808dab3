package dev.sonatina.net.sonata.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text of a record is data: nothing in it is ever executed, and what is accepted reads back as
 * it was meant.
 *
 * <p>{@code verify} tries a tenth of the {@code -Dsonatina.hostile.records=100000} that it takes to
 * be sure; {@code -Dsonatina.hostile.seed} repeats a failure.
 */
class HostileRecordsTest {

  private static final int RECORDS = Integer.getInteger("sonatina.hostile.records", 10_000);
  private static final long SEED = Long.getLong("sonatina.hostile.seed", 20_261_128);

  /** What the original would have run, looked up or printed. */
  private static final List<String> PAYLOADS =
      List.of(
          "; db_store('canary', {a:1});",
          "; db_drop_collection('canary');",
          "; $input = {evil:1};",
          "; return",
          "; exit;",
          "; die('x')",
          "; while(1){}",
          "db_store('canary', {a:1})",
          "function() { db_store('canary', {a:1}); }",
          "print 'evaluated'",
          "strlen('evaluated')",
          "rand()",
          "$collection",
          "${collection}",
          "{$collection}",
          "$_SERVER",
          "__SCRIPT__",
          "__TIME__",
          "JX9_VERSION",
          "<<<EOT\n$collection\nEOT",
          "<<<'EOT'\nx\nEOT",
          "/* ' */",
          "// \n",
          "# \"\n",
          "\0",
          "'",
          "\"",
          "\\",
          "\\u0000",
          "\\x41",
          "`ls`",
          "?>",
          "<?jx9 ",
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          ",",
          ":",
          "=",
          "=>",
          "&$x",
          "@",
          "1?2:3",
          "1 . 2",
          "new X",
          "import 'x'",
          "include \"x\"",
          "static $x = 1",
          "uplink $collection");

  private static final DatabaseOpener ENGINE = new PlainDatabases();
  private static final FileTransfers TRANSFERS =
      new FileTransfers(() -> 0, new Cancellation(), new Cancellation());

  private final Random random = new Random(SEED);
  private Backend backend = open();

  private static Backend open() {
    return new BackendTypes(new DataDirectory(Path.of(""), false), ENGINE, TRANSFERS)
        .factory("unqlite")
        .create("db", BackendConfig.parse("{\"in-memory\":true}"));
  }

  @BeforeEach
  void start() {
    backend.createCollection("c");
    backend.createCollection("canary");
    backend.store("canary", text("{\"alive\":1}"));
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  private static NewRecord text(String text) {
    return NewRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private String fetch(long id) {
    List<String> found = new ArrayList<>();
    backend.fetch(
        "c",
        id,
        RecordForm.TEXT,
        bytes -> found.add(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8)));
    return found.get(0);
  }

  private String payload() {
    return PAYLOADS.get(random.nextInt(PAYLOADS.size()));
  }

  /** Pieces in a row, with or without the look of an object. */
  private String hostile() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(payload());
    }
    return switch (random.nextInt(8)) {
      case 0 -> text.toString();
      case 1 -> "{\"a\":1}" + text;
      case 2 -> "{\"a\":" + text + "}";
      case 3 -> "{" + text + ":1}";
      case 4 -> "{ a : '" + text + "' }";
      case 5 -> "{ a : \"" + text + "\" , b : 1 }";
      case 6 -> "[" + text + "]";
      default -> "{\"a\":[1," + text + "],}";
    };
  }

  private void assertNothingRan(String text) {
    List<String> canary = new ArrayList<>();
    backend.all(
        "canary",
        RecordForm.TEXT,
        bytes -> canary.add(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8)));
    assertEquals(List.of("{\"alive\":1,\"__id\":0}"), canary, text);
    assertTrue(!backend.hasCollection("evil"), text);
  }

  @Test
  void hostileTextsAreRefusedOrKeptAsData() {
    int accepted = 0;
    for (int i = 0; i < RECORDS; i++) {
      String text = hostile();
      String place = "seed " + SEED + ", record " + i + ": " + text;
      long before = backend.size("c");
      try {
        if (i % 3 == 0) {
          backend.storeMulti("c", List.of(text("{}"), text(text)));
        } else if (i % 3 == 1 || before == 0) {
          backend.store("c", text(text));
        } else {
          backend.update("c", backend.lastId("c"), text(text));
        }
      } catch (BackendFault | SonatinaException e) {
        assertEquals(before, backend.size("c"), place);
        assertNothingRan(place);
        continue;
      }
      accepted++;
      assertNothingRan(place);
      assertKeptAsData(place);
      if (backend.size("c") > 200) {
        backend.dropCollection("c");
        backend.createCollection("c");
      }
    }
    assertTrue(accepted > RECORDS / 50, "too few were accepted to show anything: " + accepted);
  }

  /** The last record is JSON that says the same when it is stored again, inside another one. */
  private void assertKeptAsData(String place) {
    if (backend.size("c") == 0) {
      return; // An empty array stores nothing.
    }
    String kept = fetch(backend.lastId("c"));
    long again = backend.store("c", text("{\"w\":" + kept + "}"));
    JsonValue wrapped = JsonReader.read(fetch(again));
    assertEquals(
        JsonReader.read(kept),
        wrapped instanceof ObjectValue object ? object.get("w") : wrapped,
        () -> place + " -> " + kept);
    assertTrue(!kept.contains("Jx9 Engine") && !kept.contains("\":9,"), () -> place + " " + kept);
  }

  private static JsonValue withoutId(JsonValue value) {
    return value instanceof ObjectValue object ? object.with("__id", JsonValue.ofNull()) : value;
  }

  @Test
  void hostileTextsInStrictJsonReadBackEqual() {
    for (int i = 0; i < RECORDS; i++) {
      String hostile = payload() + payload() + payload();
      ObjectValue sent =
          new ObjectValue(
              Map.of("k" + payload(), JsonValue.of(hostile), "n", JsonValue.unsigned(i)));
      long id = backend.store("c", text(JsonWriter.write(sent)));
      assertEquals(
          withoutId(sent).equals(withoutId(JsonReader.read(fetch(id)))),
          true,
          "seed " + SEED + ", record " + i + ": " + sent);
    }
    assertNothingRan("strict JSON");
    assertEquals(RECORDS, backend.size("c"));
  }

  /** Chimbuko's records go through {@code bypass}, where the original read them as strict JSON. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \t\r\n{ \"a\" : 1 } \n",
        "\uFEFF{\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"\":0}",
        "{\"__id\":\"mine\"}",
        "{\"a\":18446744073709551615,\"b\":18446744073709551616,\"c\":-9223372036854775809}",
        "{\"a\":1E400e}",
        "{\"a\":1e308,\"b\":5e-324,\"c\":-0.0,\"d\":0.1e1}",
        "{\"a\":\"\\u0000\\ud83d\\ude00\\/\\b\"}",
      })
  void whateverStrictJsonTheOriginalTookIsTaken(String record) {
    boolean wellFormed = !record.contains("E400e");
    Backend bypass =
        new BackendTypes(new DataDirectory(Path.of(""), false), ENGINE, TRANSFERS)
            .factory("unqlite")
            .create("b", BackendConfig.parse("{\"in-memory\":true,\"bypass\":true}"));
    bypass.createCollection("c");
    try {
      assertArrayEquals(
          new long[] {0, 1}, bypass.storeMulti("c", List.of(text("{}"), text(record))));
      assertTrue(wellFormed);
    } catch (BackendFault | SonatinaException e) {
      assertTrue(!wellFormed, () -> record + ": " + e.getMessage());
    }
    bypass.close();
  }

  @Test
  void deepRecordsOfTheOriginalAreTaken() {
    for (int depth : new int[] {62, 100, 200}) {
      String record = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
      long id = backend.store("c", text(record));
      assertTrue(fetch(id).startsWith("{\"a\":".repeat(depth) + "1"));
    }
  }

  @Test
  void aScriptSeesTheTextAndDoesNotRunIt() {
    backend.store("c", text("{\"code\":\"db_drop_collection('canary'); $collection\"}"));
    Map<String, byte[]> read =
        backend.execute(
            "$r = db_fetch_by_id('c', 0); $s = $r.code;", List.of("s"), new Cancellation());
    assertEquals(
        "\"db_drop_collection('canary'); $collection\"",
        new String(read.getOrDefault("s", new byte[0]), StandardCharsets.UTF_8));
    assertNothingRan("script");
  }
}
