package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportExportTest {

  private static final String FILTER = "function($r) { return $r.a >= 2; }";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @BeforeEach
  void fill() {
    CliRun load = CliRun.withInput("{\"a\":1.0}\n{\"a\":2,\"o\":{}}\n{\"a\":3,\"7\":0.1}\n");
    assertEquals(0, load.run("load", path("first"), "c", "-"), load::err);
  }

  @Test
  void whatIsExportedIsImportedAndReadAsItIs() {
    CliRun export = CliRun.withInput("");
    assertEquals(0, export.run("export", path("first"), path("c.unqlite")), export::err);
    assertEquals(
        """
        3 records in 1 collections
        1 floats without fraction written as ints
        1 empty objects, which UnQLite reads as empty arrays
        1 names of members that UnQLite reads as int keys
        """,
        export.out());
    CliRun imported = CliRun.withInput("");
    assertEquals(0, imported.run("import", path("c.unqlite"), path("second")), imported::err);
    assertEquals("3 records in 1 collections\n", imported.out());
    String expected = filter("first");
    assertEquals(expected, filter("second"));
    assertEquals(expected, filter("c.unqlite"));
    CliRun again = CliRun.withInput("");
    assertEquals(5, again.run("import", path("c.unqlite"), path("second")));
    assertEquals("collection 'c' exists already", again.err().strip().replaceAll("^.*: ", ""));
  }

  @Test
  void damageIsToldAndSalvageGoesOn() throws IOException {
    assertEquals(0, CliRun.withInput("").run("export", path("first"), path("c.unqlite")));
    byte[] bytes = Files.readAllBytes(Path.of(path("c.unqlite")));
    bytes[2 * 4096 + 12]++; // the hash of the first cell
    Files.write(Path.of(path("c.unqlite")), bytes);
    CliRun strict = CliRun.withInput("");
    assertEquals(6, strict.run("import", path("c.unqlite"), path("second")));
    assertTrue(strict.err().contains("page 2, offset 12: "), strict::err);
    CliRun salvage = CliRun.withInput("");
    assertEquals(
        0, salvage.run("import", "--salvage", path("c.unqlite"), path("third")), salvage::err);
    assertTrue(salvage.out().contains("1 damaged places"), salvage::out);
  }

  @Test
  void onlyDirectoriesAreImportedInto() {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("import", path("c.unqlite"), ":mem:"));
    assertTrue(run.err().contains("':mem:' is no database in a directory"), run::err);
    assertEquals(4, CliRun.withInput("").run("export", path("none"), path("c.unqlite")));
    assertEquals(4, CliRun.withInput("").run("import", path("no.unqlite"), path("second")));
  }

  @Test
  void aFileIsReplacedOnlyIfItIsOfThatKind() throws IOException {
    assertEquals(0, CliRun.withInput("").run("export", path("first"), path("c.unqlite")));
    assertEquals(0, CliRun.withInput("").run("export", path("first"), path("c.unqlite")));
    Path other = Files.writeString(directory.resolve("notes"), "precious");
    CliRun refused = CliRun.withInput("");
    assertEquals(4, refused.run("export", path("first"), path("notes")));
    assertTrue(refused.err().contains("is no .unqlite file"), refused::err);
    assertEquals("precious", Files.readString(other));
  }

  @Test
  void aFileIsNotLoadedInto() {
    assertEquals(0, CliRun.withInput("").run("export", path("first"), path("c.unqlite")));
    CliRun load = CliRun.withInput("{}\n");
    assertEquals(5, load.run("load", path("c.unqlite"), "c", "-"));
    assertTrue(load.err().contains("import it into a database"), load::err);
  }

  private String filter(String database) {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("filter", path(database), "c", FILTER), run::err);
    return run.out();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
