package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors of databases in Chronicle Maps, as users of the command and of a server get them. */
class ChronicleSystemTest {

  private final Path directory;

  ChronicleSystemTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  @Tag("packaged")
  void commandNeedsNoOptionsOfJava() throws IOException {
    Commands commands = new Commands(directory);
    assertPrinted(
        "",
        commands.sonatinaWithInput(
            "{\"a\":1}\n{\"a\":2}\n", "load", "--store", "chronicle", "db", "c", "-"));
    try (Stream<Path> files = Files.walk(directory.resolve("db"))) {
      assertTrue(files.anyMatch(file -> file.toString().contains("mirror")));
    }
    assertPrinted("2", commands.sonatina("run", "db", "-c", "print db_total_records('c');"));
  }

  /**
   * This test's own Java lacks the options; where the command is not packaged yet, it lacks the
   * library as well.
   */
  @Test
  void serverNamesWhatChronicleLacksInOneLine() throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(server.address().toString())) {
      SonataAdmin admin = client.admin(0);
      SonatinaException refused =
          assertThrows(
              SonatinaException.class,
              () -> admin.createDatabase("m", "chronicle", "{\"path\":\"m\"}"));
      String message = String.valueOf(refused.getMessage());
      assertTrue(
          message.contains("'chronicle' needs these options of Java: --add-")
              || message.contains("'chronicle' needs the library net.openhft:chronicle-map"),
          message);
      assertEquals(1, message.lines().count(), message);
      assertFalse(message.contains("\tat "), message);
      assertEquals(List.of(), admin.listDatabases());
      assertFalse(Files.exists(directory.resolve("m")));
    }
  }
}
