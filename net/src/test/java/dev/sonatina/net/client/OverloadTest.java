package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.rpc.RpcLimits;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose clients together ask for more than there is memory for. */
class OverloadTest {

  private static final int RESULTS_BYTES_MAX = 200_000;
  private static final int ARGUMENTS_BYTES_MAX = 100_000;
  private static final String PADDING = "x".repeat(10_000);

  private SonatinaServer server;
  private SonatinaClients clients;

  /** Connections of their own to the same collection. */
  private static final class SonatinaClients implements AutoCloseable {
    private final String address;
    private final List<SonataClient> open = new ArrayList<>();

    SonatinaClients(String address) {
      this.address = address;
    }

    RemoteCollection connect(String collection) {
      SonataClient client = SonataClient.connect(address);
      open.add(client);
      return client.databaseUnchecked(0, "db").collectionUnchecked(collection);
    }

    @Override
    public void close() {
      open.forEach(SonataClient::close);
      open.clear();
    }
  }

  @BeforeEach
  void start() throws IOException {
    RpcLimits limits =
        RpcLimits.defaults().withBytesOfAllMax(ARGUMENTS_BYTES_MAX, RESULTS_BYTES_MAX);
    server = SonatinaServer.builder().limits(limits).start();
    server.providers().get(0).create("db", "unqlite", "{\"in-memory\": true}");
    server.providers().get(0).scriptPeer().createCollection("db", "small");
    server.providers().get(0).scriptPeer().createCollection("db", "large");
    clients = new SonatinaClients(server.address().toString());
    store("small", 9);
    store("large", 40);
  }

  private void store(String collection, int count) {
    RemoteCollection records = clients.connect(collection);
    for (int i = 0; i < count; i++) {
      records.storeAsync(record(i), Durability.DEFERRED).join();
    }
  }

  private static byte[] record(int number) {
    String text = "{\"n\":" + number + ",\"padding\":\"" + PADDING + "\"}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    clients.close();
    server.close();
  }

  private static int count(Records records) {
    try (records) {
      return (int) records.stream().count();
    }
  }

  @Test
  void whatWouldTakeTooMuchIsRefusedAndSaysWhy() {
    RemoteCollection large = clients.connect("large");
    SonatinaException refused = assertThrows(SonatinaException.class, large::all);
    assertTrue(String.valueOf(refused.getMessage()).contains("overloaded"), refused.getMessage());
    // What was made of it is given back: the next call has room.
    assertEquals(9, count(clients.connect("small").all()));
  }

  @Test
  void resultsThatWereReadMakeRoomForOthers() {
    RemoteCollection small = clients.connect("small");
    for (int i = 0; i < 20; i++) {
      assertEquals(9, count(small.all()));
    }
  }

  @Test
  void resultsOfThoseWhoLeaveMakeRoomForOthers() {
    for (int i = 0; i < 5; i++) {
      RemoteCollection leaving = clients.connect("small");
      for (int call = 0; call < 8; call++) {
        leaving.allAsync().exceptionally(refused -> null);
      }
      clients.close();
    }
    RemoteCollection small = clients.connect("small");
    int attempts = 0;
    boolean answered = false;
    while (!answered && attempts++ < 1_000) {
      // Until the server has noticed that the others left.
      answered = small.allAsync().handle((records, refused) -> refused == null).join();
    }
    assertTrue(answered);
  }

  @Test
  void storesWaitForEachOtherAndNoneIsRefused() {
    List<CompletableFuture<Long>> stores = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      RemoteCollection records = clients.connect("small");
      for (int i = 0; i < 50; i++) {
        stores.add(records.storeAsync(record(i), Durability.DEFERRED));
      }
    }
    stores.forEach(CompletableFuture::join);
    assertEquals(209, clients.connect("small").size());
  }
}
