package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.transport.AllowedPeers;
import dev.sonatina.net.transport.FabricAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SonatinaServerTest {

  @Test
  void listensOnLoopbackUnlessToldOtherwise(@TempDir Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start()) {
      assertEquals("127.0.0.1", server.address().host());
      assertEquals("ofi+tcp", server.address().prefix());
    }
  }

  @Test
  void publishesTheAddressOnceEverythingIsThere(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("provider.address.0");
    AtomicReference<FabricAddress> told = new AtomicReference<>();
    try (SonatinaServer server =
        SonatinaServer.builder()
            .address("ofi+tcp;ofi_rxm://127.0.0.1:0")
            .dataDirectory(directory)
            .providerConfig(
                ProviderConfig.parse(
                    "{\"databases\":[{\"name\":\"a\",\"type\":\"vector\",\"mode\":\"create\"}]}"))
            .readyFile(file)
            .onReady(told::set)
            .start()) {
      assertEquals(server.address(), told.get());
      assertEquals(server.address().toString(), Files.readString(file));
      assertTrue(server.address().toString().startsWith("ofi+tcp;ofi_rxm://127.0.0.1:"));
      try (SonataClient client = SonataClient.connect(Files.readString(file))) {
        assertEquals(List.of("a"), client.admin(0).listDatabases());
      }
    }
  }

  @Test
  void aWrongConfigurationStopsTheStart(@TempDir Path directory) {
    ServerOptions options =
        SonatinaServer.builder()
            .dataDirectory(directory)
            .providerConfig(
                ProviderConfig.parse(
                    "{\"databases\":[{\"name\":\"a\",\"type\":\"b\",\"mode\":\"create\"}]}"));
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, options::start);
    assertEquals("Unknown database type b", thrown.getMessage());
  }

  @Test
  void anAddressInUseIsSaidSo(@TempDir Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start()) {
      ServerOptions second =
          SonatinaServer.builder().dataDirectory(directory).address(server.address().toString());
      IOException thrown = assertThrows(IOException.class, second::start);
      assertTrue(String.valueOf(thrown.getMessage()).startsWith("cannot listen on 127.0.0.1:"));
    }
  }

  @Test
  void onlyAllowedAddressesMayConnect(@TempDir Path directory) throws IOException {
    for (String allowed : List.of("127.0.0.0/8", "10.0.0.0/8")) {
      try (SonatinaServer server =
              SonatinaServer.builder()
                  .dataDirectory(directory)
                  .allowedPeers(AllowedPeers.of(List.of(allowed)))
                  .start();
          SonataClient client = SonataClient.connect(server.address().toString())) {
        if (allowed.startsWith("127")) {
          assertEquals(List.of(), client.admin(0).listDatabases());
        } else {
          SonatinaException refused =
              assertThrows(SonatinaException.class, () -> client.admin(0).listDatabases());
          assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        }
      }
    }
  }

  @Test
  void everyAdminCallNeedsTheToken(@TempDir Path directory) throws IOException {
    try (SonatinaServer server =
            SonatinaServer.builder().dataDirectory(directory).securityToken("secret").start();
        SonataClient stranger = SonataClient.connect(server.address().toString());
        SonataClient friend =
            SonataClient.connect(
                server.address().toString(),
                ClientOptions.defaults().withSecurityToken("secret"))) {
      friend.admin(0).createDatabase("db", "null", "{}");
      SonataAdmin admin = stranger.admin(0);
      List<Runnable> attempts =
          List.of(
              () -> admin.createDatabase("x", "null", "{}"),
              () -> admin.attachDatabase("x", "null", "{}"),
              () -> admin.detachDatabase("db"),
              () -> admin.destroyDatabase("db"),
              admin::listDatabases);
      for (Runnable attempt : attempts) {
        SonatinaException refused = assertThrows(SonatinaException.class, attempt::run);
        assertEquals(ErrorCode.UNAUTHORIZED, refused.code());
      }
      assertEquals(List.of("db"), friend.admin(0).listDatabases());
    }
  }

  @Test
  void acknowledgedWritesSurviveAStop(@TempDir Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(server.address().toString())) {
      client.admin(0).createDatabase("db", "unqlite", "{\"path\":\"db.unqlite\"}");
      RemoteCollection records = client.database(0, "db").createCollection("c");
      for (int i = 0; i < 100; i++) {
        records
            .storeAsync(("{\"i\":" + i + "}").getBytes(StandardCharsets.UTF_8), Durability.DEFERRED)
            .join();
      }
    }
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(server.address().toString())) {
      client.admin(0).attachDatabase("db", "unqlite", "{\"path\":\"db.unqlite\"}");
      assertEquals(100, client.database(0, "db").collection("c").size());
    }
  }

  @Test
  void aFileThatCannotBePublishedIsNoCleanStop(@TempDir Path directory) throws IOException {
    SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
    try (SonataClient client = SonataClient.connect(server.address().toString())) {
      client.admin(0).createDatabase("db", "unqlite", "{\"path\":\"db.unqlite\"}");
      client.admin(0).createDatabase("other", "unqlite", "{\"path\":\"other.unqlite\"}");
      client.database(0, "db").createCollection("c");
      client.database(0, "other").createCollection("c");
    }
    // Where the new file would be made.
    Files.createDirectories(directory.resolve("db.unqlite.sonatina-new").resolve("in the way"));
    server.close();
    assertFalse(server.isStoppedCleanly());
    try (SonatinaServer again = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(again.address().toString())) {
      client.admin(0).attachDatabase("db", "unqlite", "{\"path\":\"db.unqlite\"}");
      assertTrue(client.database(0, "db").hasCollection("c"));
    }
  }

  @Test
  void closingTwiceIsHarmless(@TempDir Path directory) throws IOException {
    SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
    assertFalse(server.isStoppedCleanly());
    server.close();
    server.close();
    assertTrue(server.isStoppedCleanly());
    assertTrue(server.stopped().isDone());
    assertFalse(server.stopped().isCompletedExceptionally());
  }

  @Test
  void aProviderTellsItsConfiguration(@TempDir Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start()) {
      server.providers().get(0).create("a", "vector", "{\"x\":1}");
      assertEquals(
          "{\"databases\":[{\"name\":\"a\",\"type\":\"vector\",\"mode\":\"attach\","
              + "\"config\":{\"x\":1}}]}",
          server.providers().get(0).config());
    }
  }
}
