package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.jx9.builtin.FunctionDescription;
import dev.sonatina.jx9.builtin.StandardLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts reach this machine only when its user says so. */
class AllowHostTest {

  private final Path directory;
  private final String script;

  AllowHostTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("lib.jx9"), "const N = 6; function seven() { return 7; }");
    script = "include '" + directory.resolve("lib.jx9") + "'; print N * seven();";
  }

  private static void assertPrinted(String expected, String input, String... arguments) {
    CliRun run = CliRun.withInput(input);
    assertEquals(0, run.run(arguments), run.err());
    assertEquals(expected, run.out());
    assertEquals("", run.err());
  }

  @Test
  void everyWayToGiveAScriptHonoursIt() throws IOException {
    Path file = Files.writeString(directory.resolve("main.jx9"), script);
    assertPrinted("42", "", "run", "--allow-host", "-c", script);
    assertPrinted("42", "", "run", "--allow-host", "-f", file.toString());
    assertPrinted("42", script, "run", "--allow-host");
    assertPrinted("42", script, "--allow-host");
    assertPrinted("42", "", "--allow-host", "-c", script);
    assertPrinted("42", script, ":mem:", "--allow-host");
    String database = directory.resolve("db").toString();
    assertPrinted("42", script, "run", "--create", "--allow-host", database);
    assertPrinted("42", script, database, "--allow-host");
  }

  @Test
  void filtersHonourItToo() {
    String database = directory.resolve("db").toString();
    assertPrinted("", "", "run", database, "-c", "db_create('c'); $r = {a: 1}; db_store('c', $r);");
    String filter = "function($r) { return file_exists('" + directory + "'); }";
    assertPrinted("", "", "filter", database, "c", filter);
    assertPrinted("{\"a\":1,\"__id\":0}\n", "", "filter", "--allow-host", database, "c", filter);
  }

  @Test
  void withoutItEachOfTheFunctionsIsUnknown() {
    List<String> names =
        StandardLibrary.descriptions().stream()
            .filter(function -> function.topic().startsWith("host"))
            .map(FunctionDescription::name)
            .toList();
    assertTrue(names.contains("file_get_contents") && names.contains("import"), names.toString());
    StringBuilder asked = new StringBuilder();
    for (String name : names) {
      asked.append("$f = '").append(name).append("'; ");
      asked.append("if (function_exists($f) || $f('.') !== null) { print $f, ' '; }");
    }
    assertPrinted("", "", "run", "-c", asked.toString());
    assertPrinted("null", "", "run", "-c", "print gettype(include 'lib.jx9');");
  }

  @Test
  void aServerIsNotAskedForIt() {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("run", "--allow-host", "ofi+tcp://127.0.0.1:1/1/db", "-c", "print 1;"));
    assertTrue(run.err().startsWith("sonatina: --allow-host: "), run.err());
  }
}
