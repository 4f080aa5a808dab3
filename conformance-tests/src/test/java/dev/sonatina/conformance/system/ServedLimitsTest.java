package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits that {@code serve --limit} sets, as clients meet them. */
class ServedLimitsTest {

  private static final int CONNECTIONS = 3;

  @TempDir private static Path directory = Path.of("");

  private static ServedProcess server;

  @BeforeAll
  static void start() throws IOException {
    ServedProcess.createDatabase(directory);
    server =
        ServedProcess.start(
            directory,
            ServedProcess.DATABASE,
            "--limit=steps=100000",
            "--limit=output-bytes=5",
            "--limit=memory-bytes=1000000",
            "--limit=source-bytes=200",
            "--limit=call-depth=2",
            "--limit=token-nesting=4",
            "--limit=request-bytes=5000",
            "--limit=result-bytes=3000",
            "--limit=records=3",
            "--limit=record-bytes=4500",
            "--limit=record-nesting=3",
            "--limit=number-length=5",
            "--limit=heap-bytes=2000000",
            "--limit=connections=" + CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "for($i = 0; $i < 9000; $i++); # for(;;); # column # 'steps' (100000 steps)",
        "print 'abcde'; # print 'abc', 'def'; # column # 'output' (5 bytes)",
        "$s = str_repeat('x', 900000); # $s = str_repeat('x', 1100000); # column # 'memory' (1000000 bytes)",
        "$a = [[[1]]]; # $a = [[[[[1]]]]]; # line 1: # Nesting exceeds the limit of 4 levels"
      })
  void belowItRunsAboveItNamesPlaceAndLimit(
      String below, String above, String place, String limit) {
    try (SonataClient client = SonataClient.connect(server.address())) {
      RemoteDatabase database = server.database(client);
      database.execute(below);
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(above));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("line 1"), message);
      assertTrue(message.contains(place) && message.contains(limit), message);
    }
  }

  @Test
  void aLongerSourceIsRefused() {
    try (SonataClient client = SonataClient.connect(server.address())) {
      RemoteDatabase database = server.database(client);
      database.execute(" ".repeat(199) + ";");
      SonatinaException e =
          assertThrows(SonatinaException.class, () -> database.execute(" ".repeat(200) + ";"));
      assertTrue(String.valueOf(e.getMessage()).contains("200"), e.getMessage());
    }
  }

  @Test
  void theCallBehindTheDeepestIsNull() {
    String script = "function f($n) { return $n == 0 ? 'e' : f($n - 1); } print f(%d);";
    try (SonataClient client = SonataClient.connect(server.address())) {
      RemoteDatabase database = server.database(client);
      assertEquals("e", database.execute(String.format(Locale.ROOT, script, 1)).output());
      assertEquals("", database.execute(String.format(Locale.ROOT, script, 2)).output());
    }
  }

  @Test
  void aLargerRequestIsRefused() {
    try (SonataClient client = SonataClient.connect(server.address())) {
      RemoteDatabase database = server.database(client);
      database.createCollection("c").store("{\"a\":\"" + "x".repeat(4_000) + "\"}");
    }
    try (SonataClient client = SonataClient.connect(server.address())) {
      RemoteDatabase database = server.database(client);
      assertThrows(
          SonatinaException.class,
          () -> database.collection("c").store("{\"a\":\"" + "x".repeat(6_000) + "\"}"));
    }
  }

  /** A record of so many bytes in all. */
  private static String record(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  private static void assertRefused(Runnable call, String text) {
    SonatinaException e = assertThrows(SonatinaException.class, call::run);
    assertTrue(e.serverMessage().contains(text), e.serverMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{\"a\":{\"b\":{}}} # {\"a\":{\"b\":{\"c\":{}}}} # 3",
        "{\"a\":12345} # {\"a\":123456} # 5"
      })
  void recordsBeyondAreRefused(String below, String above, String limit) {
    try (OwnCollection records = new OwnCollection("records")) {
      records.collection.store(below);
      assertRefused(() -> records.collection.store(above), limit);
    }
  }

  @Test
  void aLargerRecordOrResultIsRefused() {
    try (OwnCollection large = new OwnCollection("large")) {
      large.collection.store(record(4_500));
      assertRefused(() -> large.collection.store(record(4_501)), "4500");
      assertRefused(() -> large.collection.fetch(0), "3000");
      large.collection.store(record(2_500));
      assertEquals(record(2_500).length() + 9, large.collection.fetch(1).orElseThrow().length());
    }
  }

  @Test
  void oneRecordMoreInACallIsRefused() {
    try (OwnCollection multi = new OwnCollection("multi")) {
      multi.collection.storeAll(List.of("{}", "{}", "{}"), Durability.DEFERRED);
      String text = "4 records in one call (expected: at most 3)";
      assertRefused(
          () -> multi.collection.storeAll(List.of("{}", "{}", "{}", "{}"), Durability.DEFERRED),
          text);
      assertEquals(3, multi.collection.size());
      multi.collection.findAll(0, 1, 2);
      assertRefused(() -> multi.collection.findAll(0, 1, 2, 3), text);
      multi.collection.updateAllBytes(ids(3), bytes(3), Durability.DEFERRED);
      assertRefused(
          () -> multi.collection.updateAllBytes(ids(4), bytes(4), Durability.DEFERRED), text);
      assertRefused(() -> multi.collection.eraseAll(ids(4), Durability.DEFERRED), text);
      assertEquals(3, multi.collection.size());
      multi.collection.eraseAll(ids(3), Durability.DEFERRED);
      assertEquals(0, multi.collection.size());
    }
  }

  private static long[] ids(int count) {
    return LongStream.range(0, count).toArray();
  }

  private static List<byte[]> bytes(int count) {
    return Collections.nCopies(count, new byte[] {'{', '}'});
  }

  @Test
  void databasesInMemoryAreRefusedMoreOfIt() {
    try (SonataClient client = SonataClient.connect(server.address())) {
      client.admin(0).createDatabase("memory", "unqlite", "{\"in-memory\":true}");
      RemoteCollection collection = client.database(0, "memory").createCollection("c");
      for (int i = 0; i < 300; i++) {
        collection.store(record(4_500));
      }
      assertRefused(
          () -> {
            for (int i = 0; i < 300; i++) {
              collection.store(record(4_500));
            }
          },
          "'heap-bytes'");
      client.database(0, "memory").execute("print 7;");
      client.admin(0).detachDatabase("memory");
    }
  }

  /** A connection with a collection of its own. */
  private static final class OwnCollection implements AutoCloseable {
    private final SonataClient client = SonataClient.connect(server.address());
    private final RemoteCollection collection;

    private OwnCollection(String name) {
      RemoteDatabase database = server.database(client);
      if (!database.hasCollection(name)) {
        database.createCollection(name);
      }
      collection = database.collection(name);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void oneConnectionMoreIsRefused() {
    List<SonataClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        SonataClient client = SonataClient.connect(server.address());
        clients.add(client);
        assertEquals("1", server.database(client).execute("print 1;").output());
      }
      assertThrows(
          SonatinaException.class,
          () -> {
            try (SonataClient another = SonataClient.connect(server.address())) {
              server.database(another).execute("print 1;");
            }
          });
    } finally {
      clients.forEach(SonataClient::close);
    }
  }
}
