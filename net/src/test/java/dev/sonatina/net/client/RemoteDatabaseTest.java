package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteDatabaseTest {

  private Path directory;
  private SonatinaServer server;
  private SonataClient client;
  private RemoteDatabase database;
  private RemoteCollection records;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    server = SonatinaServer.builder().dataDirectory(directory).start();
    client = SonataClient.connect(server.address().toString());
    client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\": true}");
    database = client.database(0, "db");
    records = database.createCollection("c");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void storesAndFetches() {
    assertEquals(0, records.store("{\"a\":1}"));
    assertEquals(1, records.store("{\"a\":2}", Durability.COMMITTED));
    assertEquals(Optional.of("{\"a\":2,\"__id\":1}"), records.fetch(1));
    assertEquals(Optional.empty(), records.fetch(7));
    assertEquals(2, records.size());
    assertEquals(OptionalLong.of(1), records.lastId());
  }

  @Test
  void storesManyAndReadsThemBack() {
    assertArrayEquals(
        new long[] {0, 1, 2}, records.storeAll("{\"n\":0}", "{\"n\":1}", "{\"n\":2}"));
    assertEquals(
        List.of(Optional.of("{\"n\":2,\"__id\":2}"), Optional.empty()), records.fetchAll(2, 9));
    List<Long> ids = new ArrayList<>();
    for (Record record : records.all()) {
      ids.add(record.id());
    }
    assertEquals(List.of(0L, 1L, 2L), ids);
  }

  @Test
  void updatesAndErases() {
    records.storeAll("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    records.update(1, "{\"n\":10}");
    assertArrayEquals(
        new boolean[] {true, false},
        records.updateAll(new long[] {2, 50}, List.of("{\"n\":20}", "{\"n\":50}")));
    records.erase(0);
    assertEquals(List.of("{\"n\":10,\"__id\":1}", "{\"n\":20,\"__id\":2}"), records.all().toList());
    assertEquals(
        ErrorCode.NO_SUCH_RECORD,
        assertThrows(DatabaseException.class, () -> records.erase(0)).code());
    records.eraseAll(1, 2);
    assertEquals(0, records.size());
    assertEquals(OptionalLong.of(2), records.lastId());
  }

  @Test
  void anEmptyCollectionHasNoLastId() {
    assertEquals(0, records.size());
    assertEquals(OptionalLong.empty(), records.lastId());
  }

  @Test
  void argumentsAndResultsMayBeLarge() {
    for (int length : new int[] {3_000, 4_000, 4_100, 100_000, 3_000_000}) {
      String text = "{\"p\":\"" + "x".repeat(length) + "\"}";
      long id = records.store(text);
      String expected = text.substring(0, text.length() - 1) + ",\"__id\":" + id + "}";
      assertEquals(Optional.of(expected), records.fetch(id));
    }
    assertEquals(5, records.all().toList().size());
  }

  @Test
  void anyNumberOfCallsMayBeUnderWay() {
    List<CompletableFuture<Long>> stores = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] text =
          ("{\"i\":" + i + ",\"p\":\"" + "x".repeat(i * 5) + "\"}")
              .getBytes(StandardCharsets.UTF_8);
      stores.add(records.storeAsync(text, Durability.DEFERRED));
    }
    long sum = 0;
    for (CompletableFuture<Long> store : stores) {
      sum += store.join();
    }
    assertEquals(1999L * 2000 / 2, sum);
    assertEquals(2_000, records.size());
  }

  @Test
  void readsSeeWritesSentBeforeThem() {
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Long> store =
          records.storeAsync("{\"i\":1}".getBytes(StandardCharsets.UTF_8), Durability.DEFERRED);
      assertEquals(i + 1, records.sizeAsync().join());
      assertEquals(i, store.join());
    }
  }

  @Test
  void refusalsKeepTheServersWords() {
    DatabaseException missing =
        assertThrows(DatabaseException.class, () -> client.database(0, "nosuch"));
    assertEquals(ErrorCode.NO_SUCH_DATABASE, missing.code());
    assertEquals("Database nosuch not found", missing.serverMessage());
    DatabaseException exists =
        assertThrows(DatabaseException.class, () -> database.createCollection("c"));
    assertEquals(ErrorCode.COLLECTION_EXISTS, exists.code());
    assertThrows(DatabaseException.class, () -> database.collection("zz"));
    assertFalse(database.hasCollection("zz"));
    assertTrue(database.hasCollection("c"));
    DatabaseException malformed =
        assertThrows(DatabaseException.class, () -> records.store("{\"a\":"));
    assertEquals(ErrorCode.INVALID_RECORD, malformed.code());
    assertTrue(malformed.serverMessage().startsWith("UnQLite error: 1 Error: "));
  }

  @Test
  void providersAndDatabasesAreApart() {
    SonatinaException missing =
        assertThrows(SonatinaException.class, () -> client.database(5, "db"));
    assertTrue(missing.serverMessage().contains("HG_NOENTRY"));
    client.admin(0).createDatabase("other", "jsoncpp", "{}");
    assertEquals(2, client.admin(0).listDatabases().size());
    client.admin(0).detachDatabase("other");
    assertEquals(List.of("db"), client.admin(0).listDatabases());
    assertThrows(DatabaseException.class, () -> client.admin(0).detachDatabase("other"));
  }

  @Test
  void dropsCollections() {
    records.store("{}");
    database.dropCollection("c");
    assertFalse(database.hasCollection("c"));
    assertEquals(0, database.createCollection("c").store("{}"));
  }

  @Test
  void aLostServerEndsCallsAndLaterOnesSaySo() {
    server.close();
    SonatinaException lost = assertThrows(SonatinaException.class, () -> records.size());
    assertEquals(ErrorCode.UNAVAILABLE, lost.code());
  }

  @Test
  void connectsAgainAfterTheConnectionWasLost() throws IOException {
    String address = server.address().toString();
    server.close();
    assertThrows(SonatinaException.class, () -> records.size());
    server = SonatinaServer.builder().dataDirectory(directory).address(address).start();
    client.admin(0).createDatabase("db", "jsoncpp", "{}");
    assertFalse(database.hasCollection("c"));
  }

  @Test
  void aDeadlineEndsTheWait() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        SonataClient waiting =
            SonataClient.connect(
                "ofi+tcp://127.0.0.1:" + silent.getLocalPort(),
                ClientOptions.defaults().withDeadline(Duration.ofMillis(50)))) {
      SonatinaException expired =
          assertThrows(SonatinaException.class, () -> waiting.database(0, "db"));
      assertEquals(ErrorCode.DEADLINE_EXCEEDED, expired.code());
    }
  }

  @Test
  void aServerAllowsShutdownOnlyWhenAsked() throws IOException {
    assertThrows(SonatinaException.class, () -> client.shutdownServer());
    SonatinaServer willing =
        SonatinaServer.builder().dataDirectory(directory).allowShutdown(true).start();
    try (SonataClient other = SonataClient.connect(willing.address().toString())) {
      other.shutdownServer();
    }
    willing.stopped().join();
  }

  @Test
  void scriptsDoNotReachTheHost() {
    assertEquals(
        "falsefalsenullnullSTDIN",
        database
            .execute(
                ScriptRequest.of(
                        "print function_exists('getenv'), function_exists('include'),"
                            + " gettype(getenv('PATH')), gettype(include '/etc/passwd'), STDIN;")
                    .want(ScriptRequest.OUTPUT_VARIABLE))
            .output());
  }

  /** A server that accepts connections and says nothing. */
  private static SonataClient silentClient(ServerSocket silent) {
    return SonataClient.connect("ofi+tcp://127.0.0.1:" + silent.getLocalPort());
  }

  @Test
  void closingEndsCallsThatWaitForTheConnection() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      SonataClient waiting = silentClient(silent);
      CompletableFuture<RemoteDatabase> opening = waiting.databaseAsync(0, "db");
      waiting.close();
      assertEquals(ErrorCode.CLOSED, codeOf(opening));
      assertEquals(ErrorCode.CLOSED, codeOf(waiting.databaseAsync(0, "db")));
      waiting.close();
    }
  }

  @Test
  void closingEndsCallsUnderWay() {
    CompletableFuture<ScriptResult> endless =
        database.executeAsync(ScriptRequest.of("while (true) { $i++; }"));
    records.size();
    client.close();
    assertEquals(ErrorCode.UNAVAILABLE, codeOf(endless));
    assertEquals(
        ErrorCode.CLOSED, assertThrows(SonatinaException.class, () -> records.size()).code());
  }

  @Test
  void callsFromManyThreadsEndWhileTheClientIsClosed() {
    List<CompletableFuture<?>> calls = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  CompletableFuture<Long> call = records.sizeAsync();
                  synchronized (calls) {
                    calls.add(call);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    client.close();
    threads.forEach(RemoteDatabaseTest::join);
    for (CompletableFuture<?> call : calls) {
      assertTrue(call.handle((size, failure) -> true).join());
    }
    assertEquals(800, calls.size());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitingOnTheConnectionsOwnThreadIsRefused() {
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    Throwable failure;
    do {
      // What is attached to a call that has ended already runs here, where waiting is fine.
      CompletableFuture<Long> nested =
          records
              .sizeAsync()
              .thenApply(
                  size -> {
                    ranOn.set(Thread.currentThread());
                    return records.size();
                  });
      failure = nested.handle((size, thrown) -> thrown).join();
    } while (ranOn.get() == Thread.currentThread());
    assertInstanceOf(IllegalStateException.class, failure.getCause());
    assertEquals(0, records.sizeAsync().thenCompose(size -> records.sizeAsync()).join());
  }

  @Test
  void givingUpACallLeavesTheOthersAlone() {
    CompletableFuture<ScriptResult> endless =
        database.executeAsync(ScriptRequest.of("while (true) { $i++; }"));
    assertTrue(endless.cancel(false));
    assertEquals(0, records.size());
  }

  @Test
  void aServerThatDoesNotSpeakTheProtocolIsSaidSo() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      SonataClient waiting = silentClient(other);
      CompletableFuture<RemoteDatabase> opening = waiting.databaseAsync(0, "db");
      try (Socket accepted = other.accept()) {
        accepted
            .getOutputStream()
            .write(
                "HTTP/1.1 400 Bad Request\r\n\r\n".repeat(3).getBytes(StandardCharsets.US_ASCII));
        accepted.getOutputStream().flush();
        assertEquals(ErrorCode.PROTOCOL, codeOf(opening));
      }
      waiting.close();
    }
  }

  private static ErrorCode codeOf(CompletableFuture<?> call) {
    CompletionException thrown = assertThrows(CompletionException.class, call::join);
    return assertInstanceOf(SonatinaException.class, thrown.getCause()).code();
  }
}
