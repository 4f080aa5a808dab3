package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script finds set by the command line. */
class ScriptVariablesTest {

  private static void assertPrints(String expected, String... arguments) {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run(arguments), run::err);
    assertEquals(expected, run.out());
  }

  private static void assertRefused(String text, String... arguments) {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run(arguments));
    assertTrue(run.err().contains(text), run::err);
  }

  @Test
  void textsAndJsonAreSet() {
    assertPrints(
        "a\"b$c 7 2 -x",
        "run",
        "--arg",
        "t",
        "a\"b$c",
        "--argjson",
        "o",
        "{\"n\": [1, 7]}",
        "--arg",
        "minus",
        "-x",
        "-c",
        "print $t, ' ', $o.n[1], ' ', count($o.n), ' ', $minus;");
    assertRefused("'$t' is no name", "run", "--arg", "$t", "a", "-c", "print 1;");
    assertRefused("--argjson: no JSON", "run", "--argjson", "t", "{", "-c", "print 1;");
    assertRefused("--arg", "run", "--arg", "t");
  }

  @Test
  void filesAndOperandsAreLists(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "{\"n\":1}\n\n[2]\n");
    assertPrints(
        "2 1 one two",
        "run",
        ":mem:",
        "--slurpfile",
        "f",
        file.toString(),
        "-c",
        "print count($f), ' ', $f[0].n, ' ', $argv[0], ' ', $argv[1];",
        "one",
        "two");
    CliRun missing = CliRun.withInput("");
    assertEquals(4, missing.run("run", "--slurpfile", "f", "no/file", "-c", "print 1;"));
  }
}
