package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.SONATINA;
import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static dev.sonatina.conformance.system.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, used by the other verbs as any database. */
@Tag("packaged")
class ServeTest {

  private static final String EVERYTHING = "function($r) { return true; }";

  private final Commands commands;
  private final Process server;
  private final String database;

  ServeTest(@TempDir Path directory) throws IOException {
    commands = new Commands(directory);
    assertPrinted("", commands.sonatinaWithInput("{\"a\":1}\n", "load", "db", "c", "-"));
    server =
        new ProcessBuilder(SONATINA.toString(), "serve", "-a", "ofi+tcp", "db")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = server.inputReader();
    database = lines.readLine().replace("Server running at address ", "") + "/0/db";
  }

  @BeforeEach
  void addressIsPublished() {
    assertTrue(database.matches("ofi\\+tcp://127\\.0\\.0\\.1:\\d+/0/db"), database);
  }

  @AfterEach
  void killServer() {
    server.destroyForcibly();
  }

  @Test
  void everyVerbWorksOverTheNetwork() {
    assertPrinted("", commands.sonatinaWithInput("{\"a\":2}\n", "load", database, "c", "-"));
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n{\"a\":2,\"__id\":1}\n",
        commands.sonatina("filter", database, "c", EVERYTHING));
    assertPrinted("2", commands.sonatinaWithInput("print db_total_records('c');", database));
  }

  @Test
  void refusalsAreOneLine() {
    assertRefused(5, commands.sonatina("filter", database, "nothing", EVERYTHING), "nothing");
    assertRefused(4, commands.sonatina("filter", database + "x", "c", EVERYTHING), "dbx");
    assertRefused(3, commands.sonatina("run", "-q", database, "-c", "$a = ;"), "-c:1");
    assertRefused(
        5,
        commands.sonatinaWithInput("{\"a\":2}\n{\n", "load", database, "c", "-"),
        "<stdin>:2",
        "nothing was loaded");
    assertPrinted("{\"a\":1,\"__id\":0}\n", commands.sonatina("filter", database, "c", EVERYTHING));
  }

  @Test
  void databaseInUseIsKeptFromWriters() {
    assertRefused(4, commands.sonatina("run", "db", "-c", "print 1;"), "db");
    assertPrinted("{\"a\":1,\"__id\":0}\n", commands.sonatina("filter", "db", "c", EVERYTHING));
  }

  @Test
  void toldToStopItKeepsEverything() throws Exception {
    assertPrinted("", commands.sonatinaWithInput("{\"a\":2}\n", "load", database, "c", "-"));
    server.destroy();
    assertTrue(server.waitFor(20, TimeUnit.SECONDS), "still running");
    assertEquals(0, server.exitValue());
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n{\"a\":2,\"__id\":1}\n",
        commands.sonatina("filter", "db", "c", EVERYTHING));
    assertRefused(4, commands.sonatina("filter", database, "c", EVERYTHING), "127.0.0.1");
  }
}
