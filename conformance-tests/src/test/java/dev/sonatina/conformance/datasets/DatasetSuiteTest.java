package dev.sonatina.conformance.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.cases.ListedDifferences;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSuiteTest {

  private final Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  DatasetSuiteTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void ownRecordsAndScriptsAreUsed() throws IOException {
    write("mine/questions.jsonl", question("few", "[2,false]"));
    write("mine/runs.jsonl", "{\"a\":1}\n{\"a\":2}\n");
    write("mine/few.jx9", "$n = db_total_records('runs'); print [$n, db_exists('questions')];");

    assertEquals(List.of("1 passed, 0 failed"), run());
  }

  @Test
  void everyFileMayBeCompressed() throws IOException {
    compress("mine/questions.jsonl.gz", question("sum", "3"));
    compress("mine/c.jsonl.gz", "{\"a\":1}\n{\"a\":2}\n");
    compress("mine/sum.jx9.gz", "while (($r = db_fetch('c')) != NULL) { $s += $r.a; } print $s;");

    assertEquals(List.of("1 passed, 0 failed"), run());
  }

  @Test
  void whatAKnownSetLacksIsTheProjects() throws IOException {
    write(
        "slimfaas/questions.jsonl",
        question("slimfaas-unmonitored", "38") + question("mine", "420"));
    write("slimfaas/mine.jx9", "print db_total_records('runs');");

    assertEquals(List.of("2 passed, 0 failed"), run());
  }

  @Test
  void ownRecordsReplaceAllOfTheProjects() throws IOException {
    write("slimfaas/questions.jsonl", question("slimfaas-unmonitored", "1"));
    write("slimfaas/runs.jsonl", "{\"id\":1}\n{\"id\":2}\n");
    write("slimfaas/resources.jsonl", "{\"run\":2}\n");

    assertEquals(List.of("1 passed, 0 failed"), run());
  }

  @Test
  void eachFailureIsPrintedAndTheTallyLast() throws IOException {
    write(
        "mine/questions.jsonl",
        question("right", "1") + question("wrong", "[1,2]") + question("broken", "1"));
    write("mine/c.jsonl", "{\"a\":1}\n");
    write("mine/right.jx9", "print 1;");
    write("mine/wrong.jx9", "print [1,3];");
    write("mine/broken.jx9", "print 1 1;");
    write("none/questions.jsonl", question("missing", "1"));
    write("none/c.jsonl", "{\"a\":1}\n");
    write("void/questions.jsonl", question("empty", "1"));

    List<String> lines = run();

    assertEquals("FAILED wrong", lines.get(0));
    assertEquals("[1]: expected 2, found 3", lines.get(1).strip());
    assertTrue(lines.contains("FAILED broken"), lines::toString);
    assertTrue(lines.contains("       there is no script missing.jx9"), lines::toString);
    assertTrue(lines.contains("FAILED empty"), lines::toString);
    assertEquals("1 passed, 4 failed", lines.get(lines.size() - 1));
  }

  @Test
  void aScriptThatWritesChangesNoOtherAnswer() throws IOException {
    write("mine/questions.jsonl", question("first", "2") + question("second", "2"));
    write("mine/c.jsonl", "{\"a\":1}\n");
    String script = "$r = {a: 2}; db_store('c', $r); print db_total_records('c');";
    write("mine/first.jx9", script);
    write("mine/second.jx9", script);

    assertEquals(List.of("2 passed, 0 failed"), run());
  }

  @Test
  void aDirectoryWithoutDataSetsIsAnError() {
    IOException failure = assertThrows(IOException.class, this::run);
    assertTrue(String.valueOf(failure.getMessage()).startsWith("no data set in "));
  }

  @Test
  void aQuestionThatIsNoneIsAnError() throws IOException {
    write("mine/questions.jsonl", question("../other", "1"));

    IOException failure = assertThrows(IOException.class, this::run);
    assertTrue(String.valueOf(failure.getMessage()).contains("id: '../other'"));
  }

  private List<String> run() throws IOException {
    Tally tally =
        new Tally(new PrintStream(printed, true, StandardCharsets.UTF_8), ListedDifferences.of(""));
    DatasetSuite.of(directory).run(tally, Plans.USUAL);
    tally.printSummary();
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String question(String id, String answer) {
    return "{\"id\":\"" + id + "\",\"answer\":" + answer + ",\"compare\":\"exact\"}\n";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }

  private void compress(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(directory.resolve(name.substring(0, name.indexOf('/'))));
    return file;
  }
}
