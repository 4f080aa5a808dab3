package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static dev.sonatina.conformance.system.Commands.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.system.ChildProcess.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with what a user gives: one clear line, the right exit code, nothing lost. */
@Tag("packaged")
class BadInputTest {

  private static final String EVERYTHING = "function($r) { return true; }";

  private final Path directory;
  private final Commands commands;

  BadInputTest(@TempDir Path directory) {
    this.directory = directory;
    this.commands = new Commands(directory);
  }

  @BeforeEach
  void makeDatabase() {
    assertPrinted("", commands.sonatinaWithInput("{\"a\":1}\n{\"a\":2}\n", "load", "db", "c", "-"));
  }

  @Test
  void syntaxErrorInAScript() throws IOException {
    Files.writeString(directory.resolve("bad.jx9"), "$a = 1;\nprint $a +;\n");
    assertRefused(3, commands.sonatina("run", "--quiet", "db", "-f", "bad.jx9"), "bad.jx9:2:");
    assertRefused(3, commands.sonatinaWithInput("$a = ;", "-q", "db"), "<stdin>:1:");

    Result shown = commands.sonatina("run", "db", "-f", "bad.jx9");
    assertEquals("  print $a +;", shown.err().lines().skip(1).findFirst().orElse(""));
  }

  @Test
  void syntaxErrorInAFilter() {
    assertRefused(
        3, commands.sonatina("filter", "-q", "db", "c", "function($r) { return ; "), "FUNCTION:1:");
  }

  @Test
  void missingCollection() {
    assertRefused(5, commands.sonatina("filter", "db", "nothing", EVERYTHING), "nothing");
  }

  @Test
  void missingDatabase() {
    assertRefused(4, commands.sonatina("filter", "no/db", "c", EVERYTHING), "no/db");
    assertRefused(4, commands.sonatina("run", "no/db", "-c", "print 1;"), "no/db", "--create");
    assertEquals(false, Files.exists(directory.resolve("no")));
  }

  @Test
  void malformedJson() throws IOException {
    Files.writeString(directory.resolve("bad.jsonl"), "{\"a\":3}\n{\"a\":4,}}\n{\"a\":5}\n");
    assertRefused(5, commands.sonatina("load", "db", "c", "bad.jsonl"), "bad.jsonl:2:");
    assertNothingLost();
  }

  @Test
  void wrongAddress() throws IOException {
    assertRefused(2, commands.sonatina("filter", "ofi+tcp://here", "c", EVERYTHING), "PROVIDER");
    int unusedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unusedPort = socket.getLocalPort();
    }
    String address = "ofi+tcp://127.0.0.1:" + unusedPort + "/0/db";
    assertRefused(4, commands.sonatina("filter", address, "c", EVERYTHING), "127.0.0.1");
    assertRefused(4, commands.sonatina("serve", "-a", "ofi+tcp://256.0.0.1:1"), "256.0.0.1");
  }

  @Test
  void scriptWithoutEndReachesItsLimit() {
    Result result =
        commands.sonatina("run", "-q", "-c", "$s = 'x'; while (true) { $s = $s .. $s; }");
    assertRefused(7, result, "-c:1:");
  }

  @Test
  void damagedFile() throws IOException {
    String text = "text to be damaged";
    String record = "{\"a\":\"" + text + "\"}\n";
    assertPrinted("", commands.sonatinaWithInput(record, "load", "db", "c", "-"));
    assertTrue(damage(directory.resolve("db"), text));
    assertRefused(
        6,
        commands.sonatina("filter", "-q", "db", "c", "function($r) { return $r.__id == 2; }"),
        "db");
    assertPrinted("2", commands.sonatina("run", "db", "-c", "print db_fetch_by_id('c', 1).a;"));
  }

  @Test
  void readerThatLeavesEarly() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      lines.append("{\"n\":").append(i).append("}\n");
    }
    assertPrinted("", commands.sonatinaWithInput(lines.toString(), "load", "db", "many", "-"));
    assertPrinted(
        "{\"n\":0,\"__id\":0}\n",
        commands.shell("\"$SONATINA\" filter db many '" + EVERYTHING + "' | head -1"));
    assertPrinted(
        "1\n", commands.shell("\"$SONATINA\" run -c 'while (true) { print \"1\\n\"; }' | head -1"));
  }

  private void assertNothingLost() {
    assertPrinted(
        "{\"a\":1,\"__id\":0}\n{\"a\":2,\"__id\":1}\n",
        commands.sonatina("filter", "db", "c", EVERYTHING));
  }

  /** Changes one bit of a text wherever a file of the database holds it. */
  private static boolean damage(Path database, String text) throws IOException {
    boolean found = false;
    try (Stream<Path> files = Files.list(database)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String bytes = Files.readString(file, ISO_8859_1);
        if (bytes.contains(text)) {
          String damaged = text.replace('x', 'y');
          Files.writeString(file, bytes.replace(text, damaged), ISO_8859_1);
          found = true;
        }
      }
    }
    return found;
  }
}
