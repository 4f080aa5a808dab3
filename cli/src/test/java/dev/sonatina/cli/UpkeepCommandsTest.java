package dev.sonatina.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs info, backup, verify, salvage and compact. */
class UpkeepCommandsTest {

  private static final String ALL = "function($r) { return true; }";
  private static final String TEXT = "text to be damaged";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @BeforeEach
  void fill() {
    CliRun load = CliRun.withInput("{\"a\":1}\n{\"a\":\"" + TEXT + "\"}\n{\"a\":3}\n");
    assertEquals(0, load.run("load", path("db"), "c", "-"), load::err);
  }

  @Test
  void infoTellsCollectionsAndSizes() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("info", path("db")), run::err);
    assertTrue(run.out().contains("records      3 in 1 collections\n"), run::out);
    assertTrue(run.out().contains("3 records  c\n"), run::out);
    CliRun json = CliRun.withInput("");
    assertEquals(0, json.run("info", "--json", path("db")), json::err);
    assertTrue(json.out().startsWith("{\"store\":\"log\",\"records\":3,"), json::out);
    assertTrue(
        json.out().endsWith("\"collections\":[{\"name\":\"c\",\"records\":3,\"lastId\":2}]}\n"),
        json::out);
  }

  @Test
  void backupOfADatabaseInUseIsTheDatabaseAsItIs() throws IOException {
    try (Database open = Sonatina.open(directory.resolve("db"))) {
      open.collection("c").store("{\"a\":4}");
      CliRun run = CliRun.withInput("");
      assertEquals(0, run.run("backup", path("db"), path("copy")), run::err);
      assertEquals("4 records in 1 collections\n", run.out());
      open.collection("c").store("{\"a\":5}");
    }
    CliRun copied = CliRun.withInput("");
    assertEquals(0, copied.run("filter", path("copy"), "c", ALL));
    assertTrue(copied.out().endsWith("{\"a\":4,\"__id\":3}\n"), copied::out);
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.createDirectory(directory.resolve("there"));
    Files.writeString(directory.resolve("there/mine"), "mine");
    for (String verb : List.of("backup", "salvage")) {
      assertRefused(5, "is not empty", verb, path("db"), path("there"));
    }
    try (Stream<Path> files = Files.list(directory.resolve("there"))) {
      assertEquals(List.of(directory.resolve("there/mine")), files.toList());
    }
  }

  @Test
  void verifyFindsDamageAndSalvageSavesTheRest() throws IOException {
    CliRun intact = CliRun.withInput("");
    assertEquals(0, intact.run("verify", path("db")), intact::err);
    assertTrue(intact.out().endsWith(" bytes: no damage\n"), intact::out);
    damage();

    CliRun damaged = CliRun.withInput("");
    assertEquals(6, damaged.run("verify", path("db")), damaged::err);
    assertTrue(damaged.out().contains("segment-"), damaged::out);
    CliRun json = CliRun.withInput("");
    assertEquals(6, json.run("verify", "--json", path("db")), json::err);
    assertTrue(json.out().startsWith("{\"intact\":false,"), json::out);

    CliRun salvage = CliRun.withInput("");
    assertEquals(6, salvage.run("salvage", path("db"), path("saved")), salvage::err);
    assertTrue(salvage.out().endsWith("2 records in 1 collections, 1 lost\n"), salvage::out);
    CliRun saved = CliRun.withInput("");
    assertEquals(0, saved.run("filter", path("saved"), "c", ALL));
    assertEquals("{\"a\":1,\"__id\":0}\n{\"a\":3,\"__id\":2}\n", saved.out());
  }

  @Test
  void unqliteFilesAreVerifiedAndSalvaged() throws IOException {
    assertEquals(0, CliRun.withInput("").run("export", path("db"), path("c.unqlite")));
    CliRun intact = CliRun.withInput("");
    assertEquals(0, intact.run("verify", path("c.unqlite")), intact::err);
    assertEquals("3 records, 12,288 bytes: no damage\n", intact.out());
    assertRefused(5, "import", "backup", path("c.unqlite"), path("copy"));
    assertRefused(5, "", "compact", path("c.unqlite"));

    byte[] bytes = Files.readAllBytes(directory.resolve("c.unqlite"));
    bytes[2 * 4096 + 12]++; // the hash of the first cell
    Files.write(directory.resolve("c.unqlite"), bytes);
    CliRun damaged = CliRun.withInput("");
    assertEquals(6, damaged.run("verify", path("c.unqlite")), damaged::err);
    assertTrue(damaged.out().contains("page 2, offset 12: "), damaged::out);
    CliRun salvage = CliRun.withInput("");
    assertEquals(6, salvage.run("salvage", path("c.unqlite"), path("saved")), salvage::err);
    assertTrue(salvage.out().contains(" lost\n"), salvage::out);
  }

  @Test
  void compactGivesSpaceBack() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      lines
          .append("{\"n\":")
          .append(i)
          .append(",\"text\":\"")
          .append("x".repeat(500))
          .append("\"}\n");
    }
    assertEquals(0, CliRun.withInput(lines.toString()).run("load", path("db"), "many", "-"));
    try (Database open = Sonatina.open(directory.resolve("db"))) {
      open.dropCollection("many");
      assertRefused(4, "in use", "compact", path("db"));
    }
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("compact", "--json", path("db")), run::err);
    long[] bytes =
        Stream.of(run.out().replaceAll("[^0-9,]", "").split(","))
            .mapToLong(Long::parseLong)
            .toArray();
    assertTrue(bytes[0] > 1_000_000 && bytes[1] < 10_000, run::out);
  }

  @Test
  void whatHasNoFilesHereIsRefusedClearly() {
    assertRefused(2, "server's host", "verify", "ofi+tcp://127.0.0.1:1/0/db");
    assertRefused(2, "no files", "salvage", ":mem:", path("saved"));
    assertRefused(4, "there is no database in", "verify", path("none"));
    assertRefused(4, "there is no database in", "backup", path("none"), path("copy"));
    assertFalse(Files.exists(directory.resolve("none")));
  }

  private static void assertRefused(int status, String words, String... arguments) {
    CliRun run = CliRun.withInput("");
    assertEquals(status, run.run(arguments), run::err);
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run::err);
    assertTrue(run.err().contains(words), run::err);
  }

  /** Changes a bit of the text in the segments. */
  private void damage() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("db"))) {
      for (Path file : files.toList()) {
        String bytes = Files.readString(file, ISO_8859_1);
        Files.writeString(file, bytes.replace(TEXT, TEXT.replace('x', 'y')), ISO_8859_1);
      }
    }
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
