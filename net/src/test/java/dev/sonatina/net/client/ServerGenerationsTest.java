package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.PickyServer.Build;
import dev.sonatina.net.client.PickyServer.Refusal;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client finds out what servers of every generation understand, and speaks it. */
class ServerGenerationsTest {

  private static final String TCP = "ofi+tcp";
  private static final String RXM = "ofi+tcp;ofi_rxm";

  private final Path directory;

  ServerGenerationsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static Build build(Framing framing, Generation generation) {
    int eager = generation.equals(Generation.oldest(true)) ? 16320 : 16384;
    return new Build(framing, eager, generation, Refusal.REJECT);
  }

  static Stream<Arguments> builds() {
    return Stream.of(
        Arguments.of(TCP, build(Framing.NATIVE, Generation.current(false))),
        Arguments.of(TCP, build(Framing.NATIVE, Generation.current(true))),
        Arguments.of(RXM, build(Framing.RXM, Generation.current(false))),
        Arguments.of(RXM, build(Framing.RXM, Generation.current(true))),
        Arguments.of(RXM, build(Framing.RXM_COMPRESSED, Generation.current(true))),
        Arguments.of(RXM, build(Framing.RXM, Generation.withOldIds(true, true))),
        Arguments.of(RXM, build(Framing.RXM_COMPRESSED, Generation.withOldIds(true, true))),
        Arguments.of(RXM, build(Framing.RXM_COMPRESSED, Generation.withOldIds(false, true))),
        Arguments.of(RXM, build(Framing.RXM_COMPRESSED, Generation.withOldIds(true, false))),
        Arguments.of(RXM, build(Framing.RXM, Generation.oldest(true))),
        Arguments.of(RXM, build(Framing.RXM, Generation.oldest(false))),
        // Before Mercury 2.3 the prefix without a suffix meant rxm too.
        Arguments.of(TCP, build(Framing.RXM, Generation.oldest(true))),
        Arguments.of(TCP, build(Framing.RXM_COMPRESSED, Generation.withOldIds(true, true))));
  }

  @ParameterizedTest
  @MethodSource("builds")
  void everythingWorksWithServersOfEachBuild(String prefix, Build build) throws IOException {
    boolean returnCode = build.generation().protocol() == 4 || build.generation().hasReturnCode();
    ServerOptions options =
        SonatinaServer.builder().dataDirectory(directory).returnCodeForOldIds(returnCode);
    try (SonatinaServer server = options.start();
        PickyServer picky = new PickyServer(build, server.address().port());
        SonataClient client =
            SonataClient.connect(
                picky.address(prefix),
                ClientOptions.defaults().withReturnCodeForOldIds(returnCode))) {
      client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\": true}");
      int dropped = picky.dropped();
      RemoteCollection records = client.database(0, "db").createCollection("c");
      use(records);
      assertEquals(ErrorCode.NO_SUCH_RECORD, codeOf(() -> records.erase(9_999)));
      assertEquals(ErrorCode.NO_SUCH_DATABASE, codeOf(() -> client.database(7, "db")));
      assertEquals(ErrorCode.REFUSED, codeOf(client::shutdownServer));
      assertEquals(dropped, picky.dropped(), "requests after the handshake were not understood");
    }
  }

  private static void use(RemoteCollection records) {
    for (int length : new int[] {0, 3_900, 4_000, 4_050, 4_100, 100_000}) {
      String text = "{\"p\":\"" + "x".repeat(length) + "\"}";
      long id = records.store(text);
      String expected = text.substring(0, text.length() - 1) + ",\"__id\":" + id + "}";
      assertEquals(Optional.of(expected), records.fetch(id));
    }
    List<CompletableFuture<Long>> stores = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] text = ("{\"p\":\"" + "x".repeat(i * 40) + "\"}").getBytes(StandardCharsets.UTF_8);
      stores.add(records.storeAsync(text, Durability.DEFERRED));
    }
    stores.forEach(CompletableFuture::join);
    assertEquals(206, records.all().toList().size());
    assertEquals(206, records.size());
  }

  private static ErrorCode codeOf(Runnable action) {
    return assertThrows(SonatinaException.class, action::run).code();
  }

  @ParameterizedTest
  @EnumSource
  void whoTakesNoGreetingIsUnavailable(Refusal refusal) throws IOException {
    // Nobody has this eager limit.
    Build build = new Build(Framing.RXM, 1, Generation.current(false), refusal);
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        PickyServer picky = new PickyServer(build, server.address().port());
        SonataClient client = SonataClient.connect(picky.address(TCP))) {
      assertEquals(ErrorCode.UNAVAILABLE, codeOf(() -> client.database(0, "db")));
    }
  }

  @Test
  void ourOwnServerIsSpokenToInTheFramingItPublishes() throws IOException {
    for (String prefix : List.of(TCP, RXM)) {
      try (SonatinaServer server =
              SonatinaServer.builder()
                  .address(prefix + "://127.0.0.1")
                  .dataDirectory(directory)
                  .start();
          SonataClient client = SonataClient.connect(server.address().toString())) {
        assertTrue(server.address().toString().startsWith(prefix + "://"));
        assertEquals(List.of(), client.admin(0).listDatabases());
      }
    }
  }
}
