package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.provdb.CollectionNames;
import dev.sonatina.net.provdb.ShardLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvdbServerTest {

  private static final String USUAL = "{\"mutex\":\"global\",\"bypass\":true}";

  private final Path directory;
  private final AtomicLong nanoTime = new AtomicLong();

  ProvdbServerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ProvdbOptions options(int shards, int instance, int instances, boolean autoShutdown) {
    return new ProvdbOptions(
        new ShardLayout(shards, instances),
        CollectionNames.of("performance_analysis"),
        instance,
        "unqlite",
        (ObjectValue) JsonReader.read(USUAL),
        false,
        false,
        10_000,
        autoShutdown,
        directory);
  }

  private ServerOptions server() {
    return SonatinaServer.builder().dataDirectory(directory.resolve("db"));
  }

  private ProvdbServer start(ProvdbOptions options) throws IOException {
    return ProvdbServer.start(server(), options, nanoTime::get);
  }

  @Test
  void clientsFindEverythingByTheFiles() throws IOException {
    Files.writeString(directory.resolve("provider.address.0"), "of an earlier run");
    try (ProvdbServer first = start(options(3, 0, 2, true));
        ProvdbServer second = start(options(3, 1, 2, true))) {
      assertEquals(
          "0 0 1\n1 0 2\n2 1 0\nglobal 0 0\n", Files.readString(directory.resolve("provider.map")));
      String address = Files.readString(directory.resolve("provider.address.0"));
      assertEquals(first.address().toString(), address);
      assertEquals(
          second.address().toString(), Files.readString(directory.resolve("provider.address.1")));
      try (SonataClient client = SonataClient.connect(address);
          SonataClient other = SonataClient.connect(second.address().toString())) {
        for (String name : List.of("func_stats", "counter_stats", "ad_model")) {
          assertEquals(0, client.database(0, "provdb.global").collection(name).size());
        }
        for (String name : List.of("anomalies", "metadata", "normalexecs")) {
          assertEquals(0, client.database(1, "provdb.0").collection(name).size());
          assertEquals(0, client.database(2, "provdb.1").collection(name).size());
          assertEquals(0, other.database(0, "provdb.2").collection(name).size());
        }
        RemoteCollection anomalies = client.database(1, "provdb.0").collection("anomalies");
        byte[] record = "{\"rid\":4}".getBytes(StandardCharsets.UTF_8);
        anomalies.storeAllAsync(List.of(record), Durability.DEFERRED).join();
      }
    }
    OpenOptions reading = OpenOptions.defaults().withReadOnly(true);
    Path file = directory.resolve("db/provdb.0.unqlite");
    try (Database published = Sonatina.open(file, reading)) {
      assertEquals(
          Optional.of("{\"rid\":4,\"__id\":0}"), published.collection("anomalies").fetch(0));
    }
    try (Stream<Path> left = Files.list(directory.resolve("db"))) {
      assertEquals(
          List.of(
              "provdb.0.unqlite", "provdb.1.unqlite", "provdb.2.unqlite", "provdb.global.unqlite"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theServerIsOverWhenRanksHaveComeAndGone() throws IOException {
    try (ProvdbServer server = start(options(1, 0, 1, true));
        ChimbukoProcess process = new ChimbukoProcess(server.address())) {
      assertEquals("0 0 0 0 0 0", process.status());
      assertFalse(isOver(server));
      process.say("pserver_hello");
      process.say("client_hello", 0);
      process.say("client_hello", 17);
      process.say("client_hello", 17);
      process.say("committer_hello");
      process.say("margo_dump");
      assertEquals("2 1 1 1 1 1", process.status());
      process.say("client_goodbye", 0);
      process.say("client_goodbye", 17);
      assertEquals("0 1 1 1 1 1", process.status());
      assertFalse(isOver(server));
      process.say("pserver_goodbye");
      assertEquals("0 1 0 1 1 1", process.status());
      assertFalse(isOver(server));
      process.say("committer_goodbye");
      assertEquals("0 1 0 1 0 1", process.status());
      assertTrue(isOver(server));
    }
  }

  @Test
  void withoutAutomaticShutdownAClientHasToAsk() throws IOException {
    try (ProvdbServer server = start(options(1, 0, 1, false));
        ChimbukoProcess process = new ChimbukoProcess(server.address())) {
      process.say("client_hello", 3);
      process.say("client_goodbye", 3);
      assertEquals("0 1 0 0 0 0", process.status());
      assertFalse(isOver(server));
      process.say("client_hello", 4);
      process.say("stop_server");
      assertEquals("1 1 0 0 0 0", process.status());
      assertFalse(isOver(server));
      process.say("client_goodbye", 4);
      assertEquals("0 1 0 0 0 0", process.status());
      assertTrue(isOver(server));
    }
  }

  private static boolean isOver(ProvdbServer server) {
    server.tick();
    return server.over().isDone();
  }

  /** What was gathered and not passed on shows that everything was committed. */
  @Test
  void everythingIsCommittedNowAndThen() throws IOException {
    ProvdbOptions usual = options(1, 0, 1, true);
    String config =
        "{\"batch_size\":64,\"backend\":\"unqlite\",\"flush_on_read\":false,"
            + "\"config\":{\"mutex\":\"global\"}}";
    ProvdbOptions gathering =
        new ProvdbOptions(
            usual.layout(),
            usual.collections(),
            0,
            "aggregator",
            (ObjectValue) JsonReader.read(config),
            true,
            true,
            10_000,
            true,
            directory);
    try (ProvdbServer server = start(gathering);
        SonataClient client = SonataClient.connect(server.address().toString())) {
      RemoteCollection records = client.database(1, "provdb.0").collection("metadata");
      records.storeAll("{\"a\":1}");
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(9));
      server.tick();
      assertEquals(0, records.size());
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      server.tick();
      assertEquals(1, records.size());
    }
    assertFalse(Files.exists(directory.resolve("db/provdb.0.unqlite")), "it was in memory");
  }

  @Test
  void filesOfAnEarlierRunAreNotOverwritten() throws IOException {
    start(options(1, 0, 1, true)).close();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> start(options(1, 0, 1, true)));
    assertEquals("Database file provdb.global.unqlite already exists", refused.getMessage());
    assertFalse(Files.exists(directory.resolve("provider.address.0")));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1, true", "3, 1, 2, true", "2, 2, 4, false", "4, 2, 3, false"})
  void instancesWithoutShardsAreNotNeeded(int shards, int instance, int instances, boolean needed) {
    assertEquals(needed, ProvdbServer.isNeeded(options(shards, instance, instances, true)));
  }
}
