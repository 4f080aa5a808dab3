package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell, its lines coming from a pipe. */
class ShellTest {

  private static final String TWO =
      "db_create('c'); db_store('c', {n: 1}); db_store('c', {n: 2.5});";

  private static CliRun shell(String input, String... options) {
    CliRun run = CliRun.withInput(input);
    run.exitCode =
        run.run(Stream.concat(Stream.of("shell"), Stream.of(options)).toArray(String[]::new));
    return run;
  }

  private static void assertPrints(String expected, String input, String... options) {
    CliRun run = shell(input, options);
    assertEquals("", run.err());
    assertEquals(expected, run.out());
    assertEquals(0, run.exitCode);
  }

  @Test
  void expressionsPrintTheirValues() {
    assertPrints("3\n\"ab\"\n[1,2]\n", "1 + 2\n'a' .. 'b'\n[1, 2]\n");
    assertPrints("7", "print 7\n");
    assertPrints("", "\n\n# only a comment\n");
  }

  @Test
  void aServerHasToPrintWhatAnExpressionGives() {
    ShellEntry entry = new ShellEntry();
    entry.add("[1, 'a'");
    entry.add("]");
    CliRun run = CliRun.withInput(entry.script(true));
    assertEquals(0, run.run("run"), run::err);
    assertEquals("[1,\"a\"]\n", run.out());
  }

  @Test
  void anEntryRunsOnceItIsWhole() {
    assertPrints("0 1 2 ", "for ($i = 0; $i < 3; $i++) {\n  print $i,\n    ' ';\n}\n");
    assertPrints("a)\nb", "print 'a)\nb';\n");
    assertPrints("6", "while ($i < 3)\n{ $i++; /* { */ }\nprint $i * 2;");
    assertPrints("4\n", "function twice($x) { return $x * 2; } return twice(2);\n");
  }

  @Test
  void variablesStay() {
    assertPrints("{\"a\":[1,2.5]}\n6\n", "$x = {a: [1, 2.5]};\n$x\n$y = 5; $y++;\n$y\n");
  }

  @Test
  void commandsLookAtTheDatabase() {
    assertPrints(
        "           2  c\n2\n{\"n\":1,\"__id\":0}\n{\"n\":2.5,\"__id\":1}\n{\"n\":2.5,\"__id\":1}\n",
        TWO
            + "\n.collections\n.count c\n.dump c\n"
            + ".filter c 'function($r) { return $r.n > 2; }'\n.commit\n");
    CliRun schema = shell(TWO + "\n.schema c\n");
    assertTrue(
        schema.out().matches("__id +integer +in 2 of 2\nn +float\\|integer +in 2 of 2\n"),
        schema::out);
    CliRun explained = shell(TWO + "\n.explain c function($r) { return $r.n > 2; }\n");
    assertTrue(explained.out().contains("1 returned"), explained::out);
    CliRun help = shell(".help out\n");
    assertTrue(help.out().startsWith(".output [FILE]"), help::out);
    assertEquals(1, help.out().lines().count());
  }

  @Test
  void recordsArePrintedInTheFormThatIsAskedFor() {
    String rows = "__id    n\n────  ───\n   0    1\n   1  2.5\n";
    assertPrints(rows, TWO + "\n.mode table\n.dump c\n");
    assertPrints(rows, TWO + "\n.dump c\n", "--table");
    assertPrints("jsonl\ncsv\n", ".mode\n.mode csv\n.mode\n");
    assertPrints("n\n1\n2\n[1,2]\n", ".mode csv\n[{n: 1}, {n: 2}]\n[1, 2]\n");
    assertPrints("a\n", ".mode raw\n'a'\n");
    assertPrints("[\n  1\n]\n", "[1]\n", "--pretty");
    assertEquals(2, shell(".mode no\n").exitCode);
    assertPrints("n\n1\n", "[{n: 1}]\n", "--json", "--csv");
  }

  @Test
  void theOutputOfOneEntryGoesToAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("once");
    assertPrints("2", ".once " + file + "\nprint 1;\nprint 2;\n");
    assertEquals("1", Files.readString(file));
    CliRun failed = shell(".once " + file + "\n.dump no\nprint 2;\n", "--keep-going");
    assertEquals("2", failed.out());
  }

  @Test
  void timesAndCountsAreToldBesideTheAnswer() {
    CliRun run =
        shell(TWO + "\n.timer on\n.stats on\n.filter c function($r) { return $r.n > 2; }\n");
    assertEquals("{\"n\":2.5,\"__id\":1}\n", run.out());
    assertTrue(run.err().matches("(?s).*: 2 records examined, 1 returned, .* ms\n.*"), run::err);
    assertTrue(run.err().endsWith("sonatina: 0.0 ms\n"), run::err);
    assertEquals(2, shell(".timer of\n").exitCode);
  }

  @Test
  void anEditorChangesAnEntry() throws IOException {
    ScriptSource edited = new ShellEditor("sed -i s/1/2/").edit("print 1;");
    assertEquals("print 2;", edited.text());
    CliException failed =
        assertThrows(CliException.class, () -> new ShellEditor("false").edit("print 1;"));
    assertEquals(ExitCode.CANNOT_OPEN, failed.exitCode());
  }

  @Test
  void theFirstErrorEndsAPipe() {
    CliRun run = shell("print 1;\nprint ;;;(\n\nprint 2;\n");
    assertEquals(3, run.exitCode);
    assertEquals("1", run.out());
    assertTrue(run.err().startsWith("<input>:1"), run::err);
    CliRun going = shell("print 1;\n.count nothing\n.cuont c\nprint 2;\n", "--keep-going");
    assertEquals("12", going.out());
    assertEquals(2, going.exitCode);
    assertTrue(going.err().contains("did you mean '.count'?"), going::err);
    assertEquals(5, shell(".count nothing\nprint 2;").exitCode);
    assertEquals(2, shell(".count\n").exitCode);
    assertEquals(9, shell("exit(9);\nprint 2;\n").exitCode);
    assertEquals(4, shell(".exit 4\nprint 2;\n").exitCode);
  }

  @Test
  void filesAreReadAndWritten(@TempDir Path directory) throws IOException {
    Path script = Files.writeString(directory.resolve("s.jx9"), "print 'from a file';");
    Path answers = directory.resolve("answers");
    assertPrints(
        "end",
        ".output "
            + answers
            + "\n.read "
            + script
            + "\n"
            + TWO
            + "\n.dump c\n.output\nprint 'end';");
    assertEquals(
        "from a file{\"n\":1,\"__id\":0}\n{\"n\":2.5,\"__id\":1}\n", Files.readString(answers));
    assertEquals(4, shell(".read " + directory.resolve("no") + "\n").exitCode);
  }

  @Test
  void filesThatCannotBeUsedAreNoReasonToLeave(@TempDir Path directory) {
    String missing = directory.resolve("no").resolve("file").toString();
    for (String command : new String[] {".read ", ".output "}) {
      CliRun run = shell(command + missing + "\n.read \0\nprint 1;", "--keep-going");
      assertEquals("1", run.out());
      assertTrue(run.err().contains(missing + ": no such file or directory\n"), run::err);
      assertTrue(run.err().contains("is no path"), run::err);
    }
  }

  @Test
  void recordsComeFromFilesAndGoToThem(@TempDir Path directory) throws IOException {
    Path lines = Files.writeString(directory.resolve("two words.jsonl"), "{\"n\":1}\n{\"n\":2}\n");
    Path path = directory.resolve("db");
    Path copy = directory.resolve("copy");
    Path file = directory.resolve("out.unqlite");
    assertPrints(
        "2\n2 records in 1 collections\n2 records in 1 collections\n",
        ".import " + lines + " c\n.count c\n.backup " + copy + "\n.export " + file + "\n",
        path.toString(),
        "--create");
    for (Path other : new Path[] {copy, file}) {
      assertPrints("{\"n\":1,\"__id\":0}\n{\"n\":2,\"__id\":1}\n", ".dump c\n", other.toString());
    }
    CliRun again = shell(".backup " + copy + "\n", path.toString());
    assertEquals(5, again.exitCode);
    Files.writeString(lines, "{\"n\":3}\n{\"n\":\n");
    CliRun wrong = shell(".import " + lines + " c\nprint 1;\n", path.toString());
    assertEquals(5, wrong.exitCode);
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith(lines + ":2:"), wrong::err);
    assertPrints("2\n", ".count c\n", path.toString());
    assertEquals(2, shell(".import " + path.getFileName() + "\n").exitCode);
    assertEquals(2, shell(".export " + file + "\n").exitCode, "a database in memory has no files");
  }

  @Test
  void theDatabaseIsLookedAfter(@TempDir Path directory) {
    String path = directory.resolve("db").toString();
    CliRun run =
        shell(TWO + "\n.verify\n.info\n.limits\n", path, "--create", "--limit", "steps=7777777");
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("2 records, "), run::out);
    assertTrue(run.out().contains("store        log\nrecords      2 in 1"), run::out);
    assertTrue(run.out().matches("(?s).*\ntime-ms +0 .*\nsteps +7777777 .*"), run::out);
  }

  @Test
  void verbsWriteWhereTheShellDoes(@TempDir Path directory) throws IOException {
    Path answers = directory.resolve("answers");
    assertPrints("", ".output " + answers + "\n.functions strlen\n.info\n.output\n");
    assertTrue(Files.readString(answers).matches("(?s)strlen.*\nstore +memory\n.*"));
    assertEquals(2, shell(".functions nosuchname\nprint 1;").exitCode);
  }

  @Test
  void databasesAreOpenedAndLeft(@TempDir Path directory) {
    String path = directory.resolve("db").toString();
    assertEquals(4, shell("print 1;", path).exitCode);
    assertPrints("", TWO, path, "--create");
    assertPrints("2\n", ".count c\n", path);
    assertPrints("2\n", ".open " + path + "\n.count c\n");
    CliRun readOnly = shell("db_store('c', {});\n.exit 1\n", path, "--readonly");
    assertEquals(5, readOnly.exitCode);
    assertPrints("2\n", ".count c\n", path);
  }

  @Test
  void theLastNameIsCompleted() {
    assertEquals(
        List.of("print(db_fetch"), completions("$x = print(db_fe", "db_fetch", "db_store"));
    assertEquals(List.of(".count"), completions(".co", ".count", "count"));
    assertEquals(List.of("$r.func"), completions("$r.fu", "func", ".full"));
    assertEquals(List.of(), completions("$x = (", "db_fetch"));
  }

  private ShellSession session(CliRun run, Path directory) {
    String address = directory.resolve("db").toString();
    return new ShellSession(
        run.stdio, address, DatabaseAddress.Access.CREATE, ScriptSettings.USUAL, true);
  }

  @Test
  void membersOfRecordsAreAmongTheWords(@TempDir Path directory) throws IOException {
    try (ShellSession session = session(CliRun.withInput(""), directory)) {
      session.run(new ScriptSource("s", "db_create('calls'); db_store('calls', {func: 'a'});"));
      List<String> words = new ShellWords(session, List.of(".dump")).all();
      assertTrue(words.containsAll(List.of(".dump", "db_fetch", "strlen", "calls", "func")));
    }
  }

  @Test
  void whatIsNotSyncedIsPendingUntilItIs(@TempDir Path directory) throws IOException {
    try (ShellSession session = session(CliRun.withInput(""), directory)) {
      session.run(new ScriptSource("s", "print db_exists('c');"));
      assertFalse(session.isPending());
      session.run(new ScriptSource("s", "db_create ('c');"));
      assertTrue(session.isPending());
      session.commit();
      assertFalse(session.isPending());
    }
  }

  @Test
  void oneLeavesByInterruptingTwiceInASecond(@TempDir Path directory) {
    CliRun run = CliRun.withInput("");
    try (ShellSession session = session(run, directory)) {
      assertFalse(session.interrupt());
      run.nanoTime.addAndGet(1_500_000_000L);
      assertFalse(session.interrupt());
      run.nanoTime.addAndGet(900_000_000L);
      assertTrue(session.interrupt());
    }
  }

  private static List<String> completions(String line, String... words) {
    List<Candidate> candidates = new ArrayList<>();
    TerminalInput.complete(
        new DefaultParser().parse(line, line.length(), ParseContext.COMPLETE),
        List.of(words),
        candidates);
    return candidates.stream().map(Candidate::value).toList();
  }
}
