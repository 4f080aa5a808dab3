package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.SONATINA;
import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.net.client.SonataClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of type {@code unqlite} lives through servers, and its file is read by others. */
@Tag("packaged")
class PublicationTest {

  private static final String EVERYTHING = "function($r) { return true; }";
  private static final String CONFIG = "{\"path\":\"p.unqlite\"}";

  private final Path directory;
  private final Commands commands;
  private @Nullable Process server;

  PublicationTest(@TempDir Path directory) {
    this.directory = directory;
    commands = new Commands(directory);
  }

  /** Starts a server and connects to it. */
  private SonataClient serve(String... databases) throws IOException {
    List<String> command = new ArrayList<>(List.of(SONATINA.toString(), "serve"));
    command.addAll(List.of("-v", "warning", "-a", "ofi+tcp"));
    command.addAll(List.of(databases));
    Process started =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    server = started;
    BufferedReader lines = started.inputReader();
    return SonataClient.connect(lines.readLine().replace("Server running at address ", ""));
  }

  private void stop() throws InterruptedException {
    Process running = Objects.requireNonNull(server);
    running.destroy();
    assertTrue(running.waitFor(20, TimeUnit.SECONDS), "still running");
    assertEquals(0, running.exitValue());
  }

  @AfterEach
  void killServer() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void whatWasStoredIsFoundInTheFileAndIdsGoOn() throws Exception {
    try (SonataClient client = serve()) {
      client.admin(0).createDatabase("db", "unqlite", CONFIG);
      Collection calls = client.database(0, "db").createCollection("calls");
      assertEquals(0, calls.store("{\"a\":1}"));
      assertEquals(1, calls.store("{\"a\":2}"));
      calls.erase(1);
    }
    stop();
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n", commands.sonatina("filter", "p.unqlite", "calls", EVERYTHING));
    try (SonataClient client = serve()) {
      client.admin(0).attachDatabase("again", "unqlite", CONFIG);
      Collection calls = client.database(0, "again").collection("calls");
      assertEquals(2, calls.store("{\"a\":3}"), "the erased id is not given again");
      client.admin(0).detachDatabase("again");
    }
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n{\"a\":3,\"__id\":2}\n",
        commands.sonatina("filter", "p.unqlite", "calls", EVERYTHING));
  }

  @Test
  void aFileIsServedByItsName() throws Exception {
    assertPrinted("", commands.sonatinaWithInput("{\"a\":1}\n", "load", "db", "calls", "-"));
    assertPrinted("1 records in 1 collections\n", commands.sonatina("export", "db", "p.unqlite"));
    try (SonataClient client = serve("p.unqlite")) {
      Collection calls = client.database(0, "p.unqlite").collection("calls");
      assertEquals(1, calls.store("{\"a\":2}"));
    }
    stop();
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n{\"a\":2,\"__id\":1}\n",
        commands.sonatina("filter", "p.unqlite", "calls", EVERYTHING));
  }
}
