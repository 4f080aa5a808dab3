package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static dev.sonatina.conformance.system.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers in processes of their own are asked to stop, at the moments when it matters. */
@Tag("packaged")
class StoppedServerTest {

  private static final String PUBLISHED = "published.unqlite";
  private static final int CLIENTS = 4;

  /** So many operations are acknowledged before the server is asked to stop. */
  private static final int OPERATIONS = 200;

  private static final int BATCHES = 10;
  private static final int BATCH = 1_000;

  private final Path directory;

  StoppedServerTest(@TempDir Path directory) {
    this.directory = directory;
    ServedProcess.createDatabase(directory);
    assertPrinted(
        "0 records in 0 collections\n",
        new Commands(directory).sonatina("export", ServedProcess.DATABASE, PUBLISHED));
  }

  /** What was published is read from the file itself, as other programs do. */
  @ParameterizedTest
  @ValueSource(strings = {ServedProcess.DATABASE, PUBLISHED})
  void askedToStopUnderWritersItKeepsWhatItAcknowledged(String name) throws Exception {
    List<RecordingClient> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> new RecordingClient("client" + i, i)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (ServedProcess server = ServedProcess.start(directory, name)) {
      KilledServer.Operations left = new KilledServer.Operations(OPERATIONS, server::terminate);
      List<Future<?>> running = new ArrayList<>();
      for (RecordingClient client : clients) {
        running.add(threads.submit(() -> client.work(server, left)));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertEquals(0, server.exitCode());
    } finally {
      threads.shutdown();
    }
    assertTrue(clients.stream().mapToLong(RecordingClient::acknowledged).sum() > OPERATIONS / 2);
    try (Database database = readOnly(directory.resolve(name))) {
      clients.forEach(client -> client.check(database, name));
    }
  }

  /** The file is the one from before or, if the signal came too late, the one that was wanted. */
  @Test
  void aSecondSignalLeavesTheFileWholeAndTheStoreComplete() throws Exception {
    try (ServedProcess server = ServedProcess.start(directory, PUBLISHED)) {
      try (SonataClient connection = SonataClient.connect(server.address())) {
        Collection records = server.database(connection).createCollection("c");
        for (int batch = 0; batch < BATCHES; batch++) {
          records.storeAll(batch());
        }
      }
      server.terminate();
      while (server.isAlive() && files().stream().noneMatch(file -> file.contains("-new"))) {
        Thread.onSpinWait();
      }
      server.terminate();
      assertEquals(0, server.exitCode());
    }
    assertEquals(
        List.of("." + PUBLISHED + ".sonatina", ServedProcess.DATABASE, PUBLISHED), files());
    try (Database database = readOnly(directory.resolve(PUBLISHED))) {
      if (database.hasCollection("c")) {
        assertEquals(BATCHES * BATCH, database.collection("c").size());
      }
    }
    try (ServedProcess server = ServedProcess.start(directory, PUBLISHED)) {
      try (SonataClient connection = SonataClient.connect(server.address())) {
        assertEquals(BATCHES * BATCH, server.database(connection).collection("c").size());
      }
      server.terminate();
      assertEquals(0, server.exitCode());
    }
    try (Database database = readOnly(directory.resolve(PUBLISHED))) {
      assertEquals(BATCHES * BATCH, database.collection("c").size());
    }
  }

  @Test
  void aDatabaseThatMayNotBeWrittenIsRefusedAndLeftAlone() throws IOException {
    Path database = directory.resolve(ServedProcess.DATABASE);
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(canWriteInto(database), "skipped: this user may write everywhere");
      assertRefused(
          4,
          new Commands(directory)
              .sonatina("serve", "-a", "ofi+tcp", "-v", "off", ServedProcess.DATABASE),
          ServedProcess.DATABASE);
      assertPrinted(
          "0",
          new Commands(directory)
              .sonatina("run", "--readonly", ServedProcess.DATABASE, "-c", "print 0;"));
    } finally {
      Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean canWriteInto(Path database) {
    return Files.isWritable(database);
  }

  private static Database readOnly(Path path) {
    return Sonatina.open(path, OpenOptions.defaults().withReadOnly(true));
  }

  private static List<String> batch() {
    return IntStream.range(0, BATCH)
        .mapToObj(i -> "{\"i\":" + i + ",\"fill\":\"" + "x".repeat(1_000) + "\"}")
        .toList();
  }

  /** The names of what is in the directory, but for the log of the server. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> !file.endsWith(".log"))
          .sorted()
          .toList();
    }
  }
}
