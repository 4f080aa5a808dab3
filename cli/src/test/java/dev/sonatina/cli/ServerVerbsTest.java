package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that speak to a server. */
class ServerVerbsTest {

  @TempDir private Path directory = Path.of("");

  private static CliRun run(String... arguments) {
    CliRun run = CliRun.withInput("");
    run.exitCode = run.run(arguments);
    return run;
  }

  private static void assertPrints(String expected, String... arguments) {
    CliRun run = run(arguments);
    assertEquals("", run.err());
    assertEquals(expected, run.out());
    assertEquals(0, run.exitCode);
  }

  private static void assertRefused(int exitCode, String text, String... arguments) {
    CliRun run = run(arguments);
    assertTrue(run.err().contains(text), run::err);
    assertEquals(exitCode, run.exitCode);
  }

  private SonatinaServer start(String token) throws IOException {
    return SonatinaServer.builder()
        .address("ofi+tcp")
        .dataDirectory(directory)
        .securityToken(token)
        .allowShutdown(true)
        .start();
  }

  @Test
  void databasesAreMadeListedAndRemoved() throws IOException {
    try (SonatinaServer server = start("")) {
      String provider = server.address() + "/0";
      assertPrints("", "admin", "list", provider);
      assertPrints("", "admin", "create", provider + "/b.unqlite");
      assertPrints("", "admin", "create", provider + "/a", "--config", "{\"in-memory\":true}");
      assertPrints("a\nb.unqlite\n", "admin", "list", server.address().toString());
      assertTrue(Files.exists(directory.resolve("b.unqlite")));
      assertPrints("", "admin", "detach", provider + "/b.unqlite");
      assertRefused(4, "b.unqlite", "run", provider + "/b.unqlite", "-c", "print 1;");
      assertPrints("", "admin", "attach", provider + "/b.unqlite", "--type", "unqlite");
      assertPrints("1", "run", provider + "/b.unqlite", "-c", "print 1;");
      assertPrints("", "admin", "destroy", provider + "/b.unqlite");
      assertPrints("a\n", "admin", "list", provider);
      assertTrue(Files.notExists(directory.resolve("b.unqlite")));
      assertRefused(4, "nothing", "admin", "detach", provider + "/nothing");
      assertRefused(2, "no address", "admin", "create", provider);
      assertRefused(2, "ACTION", "admin", "make", provider + "/c");
    }
  }

  @Test
  void theTokenComesFromAFileAndNeverFromTheCommandLine() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    try (SonatinaServer server = start("secret")) {
      String address = server.address() + "/0";
      assertRefused(5, "token", "admin", "list", address);
      assertPrints("", "admin", "list", address, "--token-file", token.toString());
      assertRefused(2, "--token-file", "admin", "list", address, "--token", "secret");
      assertRefused(2, "no terminal", "admin", "list", address, "--ask-token");
    }
  }

  @Test
  void aServerIsFoundAliveUntilItIsShutDown() throws Exception {
    String address;
    try (SonatinaServer server = start("secret")) {
      address = server.address().toString();
      CliRun ping = run("ping", address, "--json");
      assertEquals(0, ping.exitCode, ping::err);
      assertEquals("{\"server\":\"" + address + "\",\"micros\":0}\n", ping.out());
      assertPrints("", "shutdown", address);
      server.stopped().get(20, TimeUnit.SECONDS);
    }
    assertRefused(4, "", "ping", address);
    assertRefused(4, "", "shutdown", address);
    assertRefused(2, "nowhere", "ping", "nowhere");
  }
}
