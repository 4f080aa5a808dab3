package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.jx9.diagnostic.Jx9RuntimeException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.run.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run other scripts, with the host's consent. */
class IncludeTest {
  private final Path directory;

  IncludeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private void file(String name, String script) throws IOException {
    Files.writeString(directory.resolve(name), script);
  }

  private ScriptRun run(String script, Limits limits) {
    ScriptRun run =
        Jx9.builder()
            .hostFunctions(true)
            .limits(limits)
            .build()
            .compile("chdir('" + directory + "'); " + script)
            .newRun(RunOptions.builder().reportErrors(true).build());
    run.execute();
    return run;
  }

  private String output(String script) {
    return new String(run(script, Limits.DEFAULT).output(), StandardCharsets.UTF_8);
  }

  @Test
  void includedScriptsShareVariablesFunctionsAndConstants() throws IOException {
    file("lib.jx9", "const LIMIT = 7; function f($x) { return $x * LIMIT; } $from = $to .. '!';");
    assertEquals(
        "true21 7 hi!",
        output("$to = 'hi'; print include 'lib.jx9'; print f(3), ' ', LIMIT, ' ', $from;"));
  }

  @Test
  void anEmptyFileIsNoScript() throws IOException {
    file("empty.jx9", "");
    file("comment.jx9", "# nothing");
    assertTrue(output("print include 'empty.jx9';").endsWith("false"));
    assertEquals("true", output("print include 'comment.jx9';"));
  }

  @Test
  void insideAFunctionTheVariablesAreThoseOfTheFunction() throws IOException {
    file("lib.jx9", "$n++; $made = 1;");
    assertEquals(
        "61null",
        output(
            "$n = 1; function f($n) { include 'lib.jx9'; return $n .. $made; }"
                + " print f(5); print gettype($made);"));
  }

  @Test
  void argumentsAndExtractionAreThoseOfTheFunctionToo() throws IOException {
    file("lib.jx9", "$m = {a: 3}; extract($m); print func_get_args();");
    assertEquals(
        "[1,2]3", output("function f($x) { include 'lib.jx9'; return $a; } print f(1, 2);"));
  }

  @Test
  void uplinkedVariablesAreFoundThroughAnIncludedScript() throws IOException {
    file("lib.jx9", "$own = 2; print g();");
    assertEquals(
        "3",
        output("function g() { uplink $x, $own; return $x + $own; } $x = 1; include 'lib.jx9';"));
  }

  @Test
  void returnGivesAValueAndExitEndsAll() throws IOException {
    file("value.jx9", "return [1, 2]; print 'no';");
    file("exit.jx9", "print 'a'; exit(3);");
    assertEquals("[1,2]", output("$v = include 'value.jx9'; print $v;"));
    ScriptRun run = run("include 'exit.jx9'; print 'no';", Limits.DEFAULT);
    assertEquals("a", new String(run.output(), StandardCharsets.UTF_8));
    assertEquals(3, run.exitStatus());
  }

  @Test
  void importRunsAFileOnce() throws IOException {
    file("lib.jx9", "print 'x';");
    assertEquals("xx", output("import 'lib.jx9'; import './lib.jx9'; include 'lib.jx9';"));
    assertEquals("x", output("include 'lib.jx9'; import 'lib.jx9';"));
  }

  @Test
  void staticVariablesLoopsAndLambdasKeepTheirOwnState() throws IOException {
    file(
        "lib.jx9",
        "function s() { static $n = 10; $n++; return $n; }"
            + " function l($a) { $t = 0; foreach ($a as $v) { $t += $v; } return $t; }"
            + " $g = function() { return 'second'; };");
    assertEquals(
        "1 11 12 6 first second",
        output(
            "function c() { static $n = 0; $n++; return $n; } $f = function() { return 'first'; };"
                + " foreach ([1] as $x) { include 'lib.jx9'; }"
                + " $list = [1, 2, 3];"
                + " print c(), ' ', s(), ' ', s(), ' ', l($list), ' ', $f(), ' ', $g();"));
  }

  @Test
  void aFunctionDeclaredAgainOverloads() throws IOException {
    file("lib.jx9", "function f($a, $b) { return 'two'; }");
    assertEquals(
        "onetwo",
        output("function f($a) { return 'one'; } include 'lib.jx9'; print f(1), f(1, 2);"));
  }

  @Test
  void fileConstantsNameTheRunningScript() throws IOException {
    file("lib.jx9", "print basename(__FILE__), basename(__DIR__) == basename(getcwd());");
    assertEquals(":MEMORY:lib.jx9true", output("print __FILE__; include 'lib.jx9';"));
  }

  @Test
  void whatCannotBeReadGivesFalse() {
    assertEquals(
        "Warning: include(): IO error while importing: 'nosuch'\nfalse",
        output("$r = include 'nosuch'; print $r;"));
    assertEquals("null", output("$r = include ''; print gettype($r);"));
  }

  @Test
  void anErrorInAnIncludedScriptNamesItsPlace() throws IOException {
    file("bad.jx9", "\n  $a = ;");
    Jx9RuntimeException failure =
        assertThrows(Jx9RuntimeException.class, () -> output("include 'bad.jx9';"));
    assertEquals(
        directory.resolve("bad.jx9") + ":2:6: '=': Missing/Invalid operand",
        String.valueOf(failure.getMessage()).replaceFirst("^line 1, column \\d+: ", ""));
  }

  @Test
  void endlessInclusionIsStopped() throws IOException {
    file("self.jx9", "include 'self.jx9';");
    LimitExceededException failure =
        assertThrows(LimitExceededException.class, () -> output("include 'self.jx9';"));
    assertEquals("stack", failure.limit());
  }

  @Test
  void includedSourceCountsAsSource() throws IOException {
    file("a.jx9", "//".repeat(300));
    file("b.jx9", "# ".repeat(300));
    Limits limits = Limits.DEFAULT.withSource(1000);
    run("for ($i = 0; $i < 10; $i++) { include 'a.jx9'; }", limits);
    LimitExceededException failure =
        assertThrows(
            LimitExceededException.class, () -> run("include 'a.jx9'; include 'b.jx9';", limits));
    assertEquals("source", failure.limit());
  }

  @Test
  void withoutConsentThereIsNoInclude() throws IOException {
    file("lib.jx9", "print 'x';");
    ScriptRun run =
        Jx9.builder()
            .build()
            .compile(
                "include '" + directory.resolve("lib.jx9") + "'; print function_exists('include');")
            .newRun(RunOptions.builder().reportErrors(true).build());
    run.execute();
    assertEquals(
        "Warning: Call to undefined function 'include', JX9 is returning NULL.\nfalse",
        new String(run.output(), StandardCharsets.UTF_8));
  }
}
