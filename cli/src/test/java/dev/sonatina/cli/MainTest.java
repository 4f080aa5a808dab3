package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.cli.sample.SampleData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @Test
  void helpListsVerbsAndExitCodes() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("--help"));
    for (String word : new String[] {"run ", "load ", "filter ", "serve ", "quickstart ", "130 "}) {
      assertTrue(run.out().contains("  " + word), word);
    }
    assertEquals("", run.err());
  }

  @Test
  void everyVerbHasAHelpThatFitsOnAScreenWithAnExample() {
    for (String verb : new String[] {"run", "load", "filter", "serve", "quickstart", "sample"}) {
      CliRun run = CliRun.withInput("");
      assertEquals(0, run.run(verb, "--help"));
      assertTrue(run.out().lines().count() <= 40, verb);
      assertTrue(run.out().contains("Example: sonatina " + verb), verb);
    }
  }

  @Test
  void wrongUseEndsWithTwoAndNamesTheHelp() {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("load", "x"));
    assertEquals("", run.out());
    assertTrue(run.err().contains("sonatina load --help"), run.err());
  }

  @Test
  void unknownOptionSuggestsTheNearest() {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("run", "--reedonly"));
    assertTrue(run.err().contains("--readonly"), run.err());
  }

  @Test
  void scriptsRunOnceEachInTheOrderOfTheirOptions() {
    CliRun run = CliRun.withInput("print 3;");
    String[] arguments = {"run", "-c", "print 1;", "--code=print 2;", "-f", "-", "-c", "print 4;"};
    assertEquals(0, run.run(arguments), run.err());
    assertEquals("1234", run.out());
  }

  @Test
  void badLineIsNamedByFileLineAndColumn() {
    CliRun run = CliRun.withInput("{\"a\":1}\n{\"b\":}\n");
    assertEquals(5, run.run("load", ":mem:", "c", "-"));
    assertTrue(run.err().startsWith("<stdin>:2:6: "), run.err());
    assertEquals(1, run.err().lines().count());
    assertEquals("", run.out());
  }

  @Test
  void formatOfAFileMayBeSaid() {
    CliRun run = CliRun.withInput("a,b\n1,x\n2\n3,y\n");
    assertEquals(1, run.run("load", ":mem:", "c", "-", "--format", "csv", "--keep-going"));
    assertEquals("<stdin>:3: a row of 1 fields (expected: 2, as names)\n", run.err());
    CliRun asJsonLines = CliRun.withInput("a,b\n1,x\n");
    assertEquals(5, asJsonLines.run("load", ":mem:", "c", "-"));
  }

  @Test
  void missingFileIsOneLine() {
    CliRun run = CliRun.withInput("");
    assertEquals(4, run.run("load", ":mem:", "c", "no/such/file.jsonl"));
    assertEquals("sonatina: no/such/file.jsonl: no such file or directory\n", run.err());
  }

  @Test
  void missingScriptIsOneLine() {
    CliRun run = CliRun.withInput("");
    assertEquals(4, run.run("run", "-c", "print 1;", "-f", "no/such/script.jx9"));
    assertEquals("sonatina: no/such/script.jx9: no such file or directory\n", run.err());
    assertEquals("", run.out());
  }

  @Test
  void whatIsNoFunctionSelectsNothing() {
    for (String verb : new String[] {"filter", "explain"}) {
      for (String text : new String[] {"$r.a > 1", "garbage", ""}) {
        CliRun run = CliRun.withInput("");
        assertEquals(2, run.run(verb, ":mem:", "c", text));
        assertTrue(run.err().startsWith("sonatina: '" + text + "' is no function"), run.err());
      }
    }
  }

  @Test
  void theMarkOfAnEncodingIsNoPartOfAScript() {
    CliRun run = CliRun.withInput("\uFEFFprint 1;");
    assertEquals(0, run.run("run"), run.err());
    assertEquals("1", run.out());
  }

  @Test
  void missingCollectionIsOneLine() {
    CliRun run = CliRun.withInput("");
    assertEquals(5, run.run("filter", ":mem:", "nothing", "function($r) { return true; }"));
    assertEquals(1, run.err().lines().count());
    assertTrue(run.err().contains("nothing"), run.err());
  }

  @Test
  void everySampleLoads(@TempDir Path directory) {
    for (SampleData data : SampleData.all()) {
      String database = directory.resolve(data.name()).toString();
      CliRun run = CliRun.withInput("");
      assertEquals(0, run.run("sample", data.name(), database), run.err());
      assertEquals("", run.out());
      CliRun again = CliRun.withInput("");
      assertEquals(5, again.run("sample", data.name(), database));
      assertEquals(1, again.err().lines().count(), again.err());
    }
  }

  @Test
  void samplesAreListed() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("sample"));
    assertTrue(run.out().contains("taverna "), run.out());
    assertEquals(2, CliRun.withInput("").run("sample", "nosuch"));
  }

  /** The three filters are those that the visualisation sends. */
  @Test
  void quickstartAsksRecordedQueries() throws IOException {
    String queries;
    try (InputStream source = SampleData.PROVDB.openResource("queries.jsonl")) {
      queries = new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String function : QuickstartReport.filters()) {
      assertTrue(queries.contains("\"jx9\": \"" + function), function);
    }
  }
}
