package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

  private static Stream<Limit<?>> all() {
    return Stream.concat(DatabaseLimitNames.ALL.stream(), ServerLimitNames.ALL.stream());
  }

  private static String printed(String label, long value) {
    return String.format(Locale.ROOT, "%-24s%12d  ", label, value);
  }

  @Test
  void allAreListedWithTheirValues() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("limits"));
    assertEquals(all().count(), run.out().lines().filter(line -> !line.isEmpty()).count());
    assertTrue(run.out().contains(printed("time-ms", 60_000)), run.out());
    assertTrue(run.out().contains(printed("records", 100_000)), run.out());
  }

  @Test
  void eachIsListedAsItIsSet() {
    List<String> arguments = new ArrayList<>(List.of("limits"));
    all().forEach(limit -> arguments.add("--limit=" + limit.label() + "=" + (limit.min() + 1)));
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run(arguments.toArray(String[]::new)));
    all()
        .forEach(
            limit ->
                assertTrue(run.out().contains(printed(limit.label(), limit.min() + 1)), run.out()));
  }

  @Test
  void thoseForHostileClientsAreNeverWider() {
    CliRun usual = CliRun.withInput("");
    assertEquals(0, usual.run("limits"));
    CliRun hostile = CliRun.withInput("");
    assertEquals(0, hostile.run("limits", "--limit=records=500", "--limit=hostile"));
    for (String line :
        List.of(
            printed("time-ms", 1_000),
            printed("source-bytes", 100_000),
            printed("record-bytes", 1 << 20),
            printed("record-nesting", 62),
            printed("number-length", 40),
            printed("request-bytes", 1 << 20),
            printed("records", 500),
            printed("connections-per-address", 20),
            printed("queued-calls", 16),
            printed("queued-bytes", 32 << 20),
            printed("handshake-ms", 3_000))) {
      assertTrue(hostile.out().contains(line), hostile.out());
    }
    List<Long> before = values(usual);
    List<Long> after = values(hostile);
    for (int i = 0; i < before.size(); i++) {
      assertTrue(before.get(i) == 0 || after.get(i) <= before.get(i), hostile.out());
    }
  }

  private static List<Long> values(CliRun run) {
    return run.out()
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> Long.valueOf(line.substring(24, 36).strip()))
        .toList();
  }
}
