package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one script adds to databases counts as its memory, and what all clients add is refused from
 * a limit on.
 */
class DatabaseGrowthTest {

  /** No call ends because the machine is busy. */
  private static final ClientOptions PATIENT =
      ClientOptions.defaults().withDeadline(Duration.ofMinutes(5));

  private static final long SCRIPT_BYTES = 1_000_000;
  private static final long HEAP_BYTES = 3_000_000;
  private static final String RECORD = "{\"s\":\"" + "x".repeat(10_000) + "\"}";
  private static final String LARGE_RECORD = "{\"s\":\"" + "x".repeat(100_000) + "\"}";
  private static final String STORE = "$r = {s: str_repeat('x', 10000)}; sonata_store($c, $r); ";

  private final HeapBudget budget = new HeapBudget(HEAP_BYTES);
  private SonatinaServer server;
  private SonataClient client;
  private RemoteDatabase database;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    OpenOptions options =
        OpenOptions.defaults()
            .withHeapBudget(budget)
            .withScriptLimits(ScriptLimits.defaults().withMemoryBytes(SCRIPT_BYTES));
    server = SonatinaServer.builder().dataDirectory(directory).openOptions(options).start();
    client = SonataClient.connect(server.address().toString(), PATIENT);
    client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\":true}");
    database = client.database(0, "db");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    assertEquals(0, budget.taken());
  }

  /** Runs a script in which {@code $other} is another database. */
  private String run(String type, String config, String script) {
    client.admin(0).createDatabase("other", type, config);
    try {
      return database
          .execute(
              String.format(
                  "$a = '%s'; $db = {address: $a, provider_id: 0, database_name: 'db'};"
                      + " $other = {address: $a, provider_id: 0, database_name: 'other'};"
                      + " $c = sonata_coll_create($other, 'c'); %s print 'done';",
                  server.address(), script))
          .output();
    } finally {
      client.admin(0).detachDatabase("other");
    }
  }

  private void assertStopped(String type, String config, String script) {
    SonatinaException e = assertThrows(SonatinaException.class, () -> run(type, config, script));
    assertTrue(String.valueOf(e.getMessage()).contains("the limit 'memory'"), e.getMessage());
    assertEquals("7", database.execute("print 7;").output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "unqlite # {\"in-memory\":true}",
        "vector # {}",
        "jsoncpp # {}",
        "aggregator # {\"backend\":\"vector\",\"config\":{}}",
        "aggregator # {\"backend\":\"unqlite\",\"config\":{\"in-memory\":true},\"batch_size\":1000000}"
      })
  void endlessStoresEndTheScript(String type, String config) {
    assertEquals("done", run(type, config, "for($i = 0; $i < 10; $i++) { " + STORE + "}"));
    assertStopped(type, config, "for(;;) { " + STORE + "}");
  }

  /** Each goes on for ever unless what it leaves behind counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for($i = 0;; $i++) sonata_coll_create($other, str_repeat('n', 10000) .. $i);",
        "for($i = 0;; $i++) sonata_db_create($a, 0, 'new' .. $i, 'vector', '{}');",
        "for($i = 0;; $i++) { $r = {a: 1}; sonata_store($c, $r); $r = {s: str_repeat('x', 10000)};"
            + " sonata_update($c, $i, $r); }",
        "$e = 'db_create(\"e\"); for($i = 0; $i < 30; $i++) { $r = {s: str_repeat(\"x\", 10000)};"
            + " db_store(\"e\", $r); }'; for(;;) { sonata_execute($other, $e); sonata_size($c);"
            + " $r = {s: str_repeat('x', 10000)}; sonata_store($c, $r); }"
      })
  void whateverElseGrowsEndsItToo(String script) {
    assertStopped("unqlite", "{\"in-memory\":true}", script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sonata_coll_create($other, 'd'); $c.collection_name = 'd';"
            + STORE
            + STORE
            + "sonata_coll_drop($other, 'd'); ",
        STORE + "sonata_erase($c, $i); ",
        "sonata_db_create($a, 0, 'short', 'vector', '{}'); $s = {address: $a, provider_id: 0,"
            + " database_name: 'short'}; $c = sonata_coll_create($s, 'c');"
            + STORE
            + "sonata_db_destroy($a, 0, 'short'); "
      })
  void whatIsRemovedAgainDoesNotCount(String step) {
    String script = "for($i = 0; $i < 200; $i++) { " + step + "} ";
    assertEquals("done", run("unqlite", "{\"in-memory\":true}", script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "unqlite # {\"in-memory\":true}",
        "vector # {}",
        "jsoncpp # {}",
        "aggregator # {\"backend\":\"vector\",\"config\":{},\"batch_size\":1000000}"
      })
  void clientsAreRefusedUntilOneMakesRoom(String type, String config) {
    client.admin(0).createDatabase("other", type, config);
    RemoteDatabase other = client.database(0, "other");
    RemoteCollection collection = other.createCollection("c");
    SonatinaException e =
        assertThrows(
            SonatinaException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                collection.store(RECORD);
              }
            });
    assertTrue(e.serverMessage().contains("heap-bytes"), e.serverMessage());
    assertTrue(budget.taken() <= HEAP_BYTES);
    RemoteCollection mine = database.createCollection("c");
    assertThrows(SonatinaException.class, () -> mine.store(LARGE_RECORD));
    assertEquals("7", database.execute("print 7;").output());
    other.dropCollection("c");
    mine.store(LARGE_RECORD);
  }

  @Test
  void anotherDatabaseIsRefused() {
    SonatinaException e =
        assertThrows(
            SonatinaException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                client.admin(0).createDatabase("db" + i, "null", "{}");
              }
            });
    assertTrue(e.serverMessage().contains("heap-bytes"), e.serverMessage());
    client.admin(0).destroyDatabase("db0");
    client.admin(0).createDatabase("again", "null", "{}");
  }

  @Test
  void aBatchThatWasAcknowledgedIsKeptWhenThereIsNoRoomForIt() {
    client
        .admin(0)
        .createDatabase(
            "other", "aggregator", "{\"backend\":\"vector\",\"config\":{},\"batch_size\":1000}");
    RemoteCollection collection = client.database(0, "other").createCollection("c");
    int stored = 0;
    try {
      for (; stored < 1_000; stored++) {
        collection.store(RECORD);
      }
    } catch (SonatinaException e) {
      assertEquals(ErrorCode.REFUSED, e.code());
    }
    assertEquals(stored, collection.size());
  }
}
