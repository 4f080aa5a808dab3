package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit can be set from the shell, and lets pass what just fits. */
class LimitOptionTest {

  private static int run(String limit, String script) {
    return CliRun.withInput("").run("run", "--limit", limit, "-c", script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "steps # 13 # 12 # 7 # $n = 0; for($i = 0; $i < 10; $i++) $n++;",
        "output-bytes # 6 # 5 # 7 # print 'abc', 'def';",
        "memory-bytes # 1000000 # 800000 # 7 # $s = str_repeat('x', 900000);",
        "source-bytes # 8 # 7 # 3 # print 1;",
        "token-nesting # 4 # 3 # 3 # $a = [[[1]]];",
        "tree-depth # 6 # 5 # 3 # $a = !!!1;"
      })
  void oneLessStopsTheScript(String name, long enough, long less, int exitCode, String script) {
    assertEquals(0, run(name + "=" + enough, script));
    assertEquals(exitCode, run(name + "=" + less, script));
    assertEquals(0, run(name + "=0", script));
  }

  @Test
  void theCallBehindTheDeepestIsNull() {
    String script = "function f($n){ return $n == 0 ? 'end' : f($n - 1); } print f(2);";
    CliRun enough = CliRun.withInput("");
    assertEquals(0, enough.run("run", "--limit=call-depth=3", "-c", script));
    assertEquals("end", enough.out());
    CliRun less = CliRun.withInput("");
    assertEquals(0, less.run("run", "--limit=call-depth=2", "-c", script));
    assertEquals("", less.out());
  }

  @Test
  void whatIsPrintedIsNotLimitedByDefault() {
    CliRun run = CliRun.withInput("");
    String script = "$s = str_repeat('x', 1000000); for($i = 0; $i < 17; $i++) print $s;";
    assertEquals(0, run.run("run", "-c", script));
    assertEquals(17_000_000, run.outBytes.size());
  }

  @Test
  void anEndlessScriptIsStopped() {
    CliRun run = CliRun.withInput("");
    assertEquals(7, run.run("run", "--limit=time-ms=1", "-c", "while(true);"));
    assertTrue(run.err().contains("'time' (1 ms)"), run.err());
  }

  @Test
  void filtersHaveThemToo(@TempDir Path directory) {
    String database = directory.resolve("db").toString();
    String script = "db_create('c'); $r = {a: 1}; db_store('c', $r);";
    assertEquals(0, CliRun.withInput("").run("run", database, "-c", script));
    String filter = "function($r) { while(true); return true; }";
    CliRun run = CliRun.withInput("");
    assertEquals(7, run.run("filter", "--limit=steps=1000", database, "c", filter));
    assertTrue(run.err().contains("'steps' (1000 steps)"), run.err());
  }

  @Test
  void whatIsNoLimitIsWrongUse() {
    CliRun unknown = CliRun.withInput("");
    assertEquals(2, unknown.run("run", "--limit", "step=3", "-c", "print 1;"));
    assertTrue(unknown.err().contains("did you mean 'steps'?"), unknown.err());
    CliRun beyond = CliRun.withInput("");
    assertEquals(2, beyond.run("run", "--limit", "call-depth=1001", "-c", "print 1;"));
    assertEquals("sonatina: --limit: call-depth: '1001' (expected: 0..1000)\n", beyond.err());
    CliRun ofServers = CliRun.withInput("");
    assertEquals(2, ofServers.run("run", "--limit", "connections=3", "-c", "print 1;"));
    CliRun none = CliRun.withInput("");
    assertEquals(2, none.run("serve", "-a", "ofi+tcp", "--limit", "connections=0"));
    assertEquals("sonatina: --limit: connections: '0' (expected: 1..1000000)\n", none.err());
    CliRun remote = CliRun.withInput("");
    assertEquals(
        2, remote.run("run", "--limit=steps=1", "ofi+tcp://127.0.0.1:1/0/db", "-c", "print 1;"));
    assertTrue(remote.err().contains("a server limits the scripts sent to it"), remote.err());
  }

  @Test
  void allAreListedWithTheirValues() {
    CliRun run = CliRun.withInput("");
    assertEquals(
        0, run.run("limits", "--limit=steps=77", "--limit=tree-depth=9", "--limit=connections=5"));
    int limits = ScriptLimitNames.ALL.size() + ServerLimitNames.ALL.size();
    assertEquals(limits, run.out().lines().filter(line -> !line.isEmpty()).count());
    for (String line :
        new String[] {
          "time-ms                        60000  ",
          "steps                             77  ",
          "tree-depth                         9  ",
          "connections                        5  "
        }) {
      assertTrue(run.out().contains(line), run.out());
    }
  }
}
