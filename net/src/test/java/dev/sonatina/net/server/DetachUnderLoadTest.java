package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases are taken away while clients store into them and while scripts run on them. */
class DetachUnderLoadTest {

  private static final int WRITERS = 4;
  private static final String CONFIG = "{\"path\":\"data\"}";
  private static final String ENDLESS = "while (true) { $n = db_total_records('c'); }";

  private final SonatinaServer server;
  private final SonataClient client;
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final AtomicLong acknowledged = new AtomicLong();

  DetachUnderLoadTest(@TempDir Path directory) throws IOException {
    server = SonatinaServer.builder().dataDirectory(directory).start();
    // No call ends because the machine is busy.
    ClientOptions patient = ClientOptions.defaults().withDeadline(Duration.ofMinutes(5));
    client = SonataClient.connect(server.address().toString(), patient);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    client.close();
    server.close();
  }

  /** Creates the database and starts its writers; returns what they end with. */
  private List<Future<SonatinaException>> startWriters(String type) throws InterruptedException {
    client.admin(0).createDatabase("db", type, CONFIG);
    RemoteCollection target = client.database(0, "db").createCollection("c");
    CountDownLatch begun = new CountDownLatch(WRITERS);
    List<Future<SonatinaException>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(threads.submit(() -> storeUntilRefused(target, begun)));
    }
    begun.await();
    return writers;
  }

  private SonatinaException storeUntilRefused(RemoteCollection target, CountDownLatch begun) {
    while (true) {
      try {
        target.store("{\"a\":1}");
        acknowledged.incrementAndGet();
        begun.countDown();
      } catch (SonatinaException e) {
        return e;
      }
    }
  }

  private static void assertRefusedInTheEnd(List<Future<SonatinaException>> writers)
      throws ExecutionException, InterruptedException {
    for (Future<SonatinaException> writer : writers) {
      assertEquals(ErrorCode.NO_SUCH_DATABASE, writer.get().code(), writer.get().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sonatina", "unqlite"})
  void whatWasAcknowledgedBeforeADetachIsThereAfterwards(String type) throws Exception {
    List<Future<SonatinaException>> writers = startWriters(type);
    client.admin(0).detachDatabase("db");
    assertRefusedInTheEnd(writers);
    client.admin(0).attachDatabase("again", type, CONFIG);
    long found = client.database(0, "again").collection("c").size();
    assertTrue(found >= acknowledged.get(), found + " of " + acknowledged);
    assertTrue(found <= acknowledged.get() + WRITERS, found + " of " + acknowledged);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sonatina", "unqlite", "vector"})
  void aDestroyedDatabaseIsGoneAndCanBeMadeAnew(String type) throws Exception {
    List<Future<SonatinaException>> writers = startWriters(type);
    client.admin(0).destroyDatabase("db");
    assertRefusedInTheEnd(writers);
    client.admin(0).createDatabase("db", type, CONFIG);
    assertEquals(0, client.database(0, "db").createCollection("c").size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScriptThatRunsIsEndedWithAnError(boolean destroyed) throws Exception {
    List<Future<SonatinaException>> writers = startWriters("sonatina");
    CompletableFuture<ScriptResult> script =
        client.database(0, "db").executeAsync(ScriptRequest.of(ENDLESS));
    if (destroyed) {
      client.admin(0).destroyDatabase("db");
    } else {
      client.admin(0).detachDatabase("db");
    }
    assertRefusedInTheEnd(writers);
    ExecutionException failure = assertThrows(ExecutionException.class, script::get);
    assertTrue(failure.getCause() instanceof SonatinaException, failure.toString());
    assertEquals(List.of(), client.admin(0).listDatabases());
  }

  @Test
  void ofManyWhoDetachOneSucceeds() throws Exception {
    List<Future<SonatinaException>> writers = startWriters("sonatina");
    List<CompletableFuture<Void>> detached = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      detached.add(client.admin(0).detachDatabaseAsync("db"));
    }
    long succeeded = 0;
    for (CompletableFuture<Void> each : detached) {
      succeeded += each.handle((done, failure) -> failure == null ? 1 : 0).get();
    }
    assertEquals(1, succeeded);
    assertRefusedInTheEnd(writers);
  }
}
