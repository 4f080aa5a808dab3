package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same promises over the wire, and what only a remote database has. */
class RemoteContractTest extends DatabaseContract {

  private final SonatinaServer server;
  private final SonataClient client;

  RemoteContractTest(@TempDir Path directory) throws IOException {
    server = SonatinaServer.builder().dataDirectory(directory).start();
    client = SonataClient.connect(server.address().toString());
  }

  @Override
  Database open() {
    client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\": true}");
    return client.database(0, "db");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private RemoteDatabase database() {
    return client.databaseUnchecked(0, "db");
  }

  private static ErrorCode codeOf(Runnable action) {
    return assertThrows(SonatinaException.class, action::run).code();
  }

  @Test
  void whatTheWireCannotCarryIsRefusedBeforeItIsSent() {
    RemoteDatabase database = database();
    RemoteCollection records = database.collectionUnchecked("c");
    List<Runnable> attempts =
        List.of(
            database::collectionNames,
            () -> database.execute(ScriptRequest.of("").argument("a", "1")),
            () -> database.execute(ScriptRequest.of("").reportErrors(true)),
            () -> database.explain(ScriptRequest.of("")),
            () -> records.createColumn("a"),
            () -> records.filter(FilterRequest.of("5").argument("a", "1")));
    attempts.forEach(attempt -> assertEquals(ErrorCode.UNSUPPORTED, codeOf(attempt)));
  }

  @Test
  void pagesHoldEveryRecordOnce() {
    RemoteCollection records = database().collection("c");
    assertEquals(List.of(), records.allInPages(3).toList());
    records.storeAll(IntStream.range(0, 20).mapToObj(i -> "{\"i\":" + i + "}").toList());
    records.eraseAll(0, 7, 19);
    for (int page : new int[] {1, 2, 7, 20, 1_000}) {
      assertEquals(records.all().toList(), records.allInPages(page).toList());
    }
    assertEquals(ErrorCode.INVALID_ARGUMENT, codeOf(() -> records.allInPages(0)));
  }

  @Test
  void pagesEndWhenTheyAreClosed() {
    RemoteCollection records = database().collection("c");
    records.storeAll("{}", "{}", "{}");
    Records pages = records.allInPages(1);
    Iterator<Record> iterator = pages.iterator();
    assertEquals(0, iterator.next().id());
    pages.close();
    assertEquals(ErrorCode.CLOSED, codeOf(iterator::next));
  }

  @Test
  void everyOperationHasAFuture() {
    SonataAdmin admin = client.admin(0);
    admin.createDatabaseAsync("x", "jsoncpp", "{}").join();
    assertEquals(2, admin.listDatabasesAsync().join().size());
    RemoteDatabase database = client.databaseAsync(0, "x").join();
    database.createCollectionAsync("d").join();
    assertEquals(true, database.hasCollectionAsync("d").join());
    assertEquals("d", database.collectionAsync("d").join().name());
    database.dropCollectionAsync("d").join();
    assertEquals(false, database.hasCollectionAsync("d").join());
    admin.detachDatabaseAsync("x").join();
    admin.attachDatabaseAsync("x", "vector", "{}").join();
    admin.destroyDatabaseAsync("x").join();
    assertEquals(List.of("db"), admin.listDatabases());
  }
}
