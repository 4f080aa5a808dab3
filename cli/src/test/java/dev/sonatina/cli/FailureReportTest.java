package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureReportTest {

  private final CliRun run = CliRun.withInput("");

  @Test
  void scriptErrorsShowTheirPlace() {
    ScriptFailure failure =
        new ScriptFailure(
            new ScriptSource("a.jx9", "$a = 1;\n\tprint é $;\n"),
            new ScriptException(ErrorCode.SCRIPT_SYNTAX, "unexpected ';'", null, 2, 10));
    assertEquals(ExitCode.SYNTAX_ERROR, new FailureReport(run.stdio, false).print(failure));
    assertEquals("a.jx9:2:10: unexpected ';'\n  \tprint é $;\n  \t        ^\n", run.err());
  }

  @Test
  void placeWithoutColumnShowsTheLineOnly() {
    ScriptFailure failure =
        new ScriptFailure(
            new ScriptSource("FUNCTION", "function($r) {"),
            new ScriptException(ErrorCode.SCRIPT_SYNTAX, "line 1: no brace", null, 1, 0));
    new FailureReport(run.stdio, false).print(failure);
    assertEquals("FUNCTION:1: no brace\n  function($r) {\n", run.err());
  }

  @Test
  void longLinesAreCutAroundTheError() {
    String line = "a".repeat(1_000) + "!" + "b".repeat(1_000);
    SourceExcerpt excerpt = SourceExcerpt.of(line, 1_001);
    assertEquals("…" + "a".repeat(90) + "!" + "b".repeat(49) + "…", excerpt.text());
    assertEquals(91, excerpt.indent().length());
  }

  @Test
  void quietErrorsAreOneLine() {
    ScriptFailure failure =
        new ScriptFailure(
            new ScriptSource("-c", "while(true){}"),
            new ScriptException(ErrorCode.LIMIT_EXCEEDED, "time limit", null, 1, 1));
    assertEquals(ExitCode.LIMIT_REACHED, new FailureReport(run.stdio, true).print(failure));
    assertEquals("-c:1:1: time limit\n", run.err());
  }

  @Test
  void messagesOfSeveralLinesBecomeOne() {
    SonatinaException failure =
        new SonatinaException(ErrorCode.REFUSED, "first line\nsecond line\n");
    assertEquals(ExitCode.REFUSED, new FailureReport(run.stdio, false).print(failure));
    assertEquals("sonatina: first line; second line\n", run.err());
  }

  @Test
  void readerThatLeftIsNoError() {
    Throwable failure =
        new IllegalStateException(new ClosedOutputException(new IOException("Broken pipe")));
    assertEquals(ExitCode.DONE, new FailureReport(run.stdio, false).print(failure));
    assertEquals("", run.err());
  }

  @Test
  void bugsShowNoStackTrace() {
    new FailureReport(run.stdio, false).print(new IllegalStateException("impossible"));
    assertEquals(1, run.err().lines().count());
    assertTrue(run.err().contains("impossible"), run.err());
  }

  @Test
  void everyErrorCodeHasAnExitCode() {
    for (ErrorCode code : ErrorCode.values()) {
      assertTrue(ExitCode.of(code).status() > 0, code.name());
    }
  }

  @Test
  void programsGetObjects() {
    CliRun script = CliRun.withInput("");
    assertEquals(3, script.run("run", "--json", "-c", "print 1;\n  print ;;;("));
    assertTrue(
        script
            .err()
            .matches(
                "\\{\"code\":\"SCRIPT_SYNTAX\",\"message\":\".*\",\"file\":\"-c\",\"line\":2,"
                    + "\"column\":\\d+}\n"),
        script::err);
    CliRun usage = CliRun.withInput("");
    assertEquals(2, usage.run("load", "x", "--json"));
    assertTrue(usage.err().startsWith("{\"code\":\"USAGE\",\"message\":\""), usage::err);
    assertEquals(1, usage.err().lines().count());
    CliRun load = CliRun.withInput("{\"a\":}");
    assertEquals(5, load.run("load", ":mem:", "c", "-", "--json"));
    assertTrue(load.err().contains("\"file\":\"<stdin>\",\"line\":1,\"column\":6}"), load::err);
    CliRun missing = CliRun.withInput("");
    assertEquals(4, missing.run("run", "no/database", "--json", "-c", "print 1;"));
    assertTrue(missing.err().startsWith("{\"code\":\"CANNOT_OPEN\""), missing::err);
  }
}
