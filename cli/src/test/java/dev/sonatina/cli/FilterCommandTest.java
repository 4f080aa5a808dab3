package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which a filter prints what it selects. */
class FilterCommandTest {

  private String database = "";

  @BeforeEach
  void load(@TempDir Path directory) {
    database = directory.resolve("db").toString();
    CliRun run = CliRun.withInput("{\"n\":1}\n{\"n\":22}\n");
    assertEquals(0, run.run("load", database, "c", "-"), run::err);
  }

  private String filtered(CliRun run, String... options) {
    Stream<String> command =
        Stream.of("filter", database, "c", "function($r) { return TRUE; }", "--no-pager");
    assertEquals(0, run.run(Stream.concat(command, Stream.of(options)).toArray(String[]::new)));
    assertEquals("", run.err());
    return run.out();
  }

  @Test
  void programsGetLinesAndPeopleATable() {
    assertEquals("{\"n\":1,\"__id\":0}\n{\"n\":22,\"__id\":1}\n", filtered(CliRun.withInput("")));
    assertEquals(
        "__id   n\n────  ──\n   0   1\n   1  22\n",
        filtered(CliRun.onTerminal()).replaceAll("\u001b\\[\\d+m", ""));
  }

  @Test
  void optionsHaveTheLastWord() {
    assertEquals("__id,n\n0,1\n1,22\n", filtered(CliRun.onTerminal(), "--csv"));
    assertEquals(
        "[{\"n\":1,\"__id\":0}\n,{\"n\":22,\"__id\":1}\n]\n",
        filtered(CliRun.withInput(""), "--json"));
    String coloured = filtered(CliRun.withInput(""), "--jsonl", "--color", "always");
    assertTrue(coloured.startsWith("{\u001b[36m\"n\"\u001b[0m:"), coloured);
  }
}
