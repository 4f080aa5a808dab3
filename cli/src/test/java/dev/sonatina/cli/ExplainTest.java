package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that tell how filters are carried out and what they cost. */
class ExplainTest {

  @Test
  void explainTellsOfColumnsFromTheSecondRunOn(@TempDir Path home) {
    try (Database database = Sonatina.open(home)) {
      database.createCollection("c").storeAll("{\"a\":1}", "{\"a\":2}", "{\"b\":3}");
    }
    CliRun run = CliRun.withInput("");
    assertEquals(
        0,
        run.run(
            "explain", home.toString(), "c", "function($r) { return $r.a > 1; }", "--runs", "2"));
    String[] runs = run.out().split("run 2", -1);
    assertTrue(runs[0].contains("3 examined, 1 returned"), run.out());
    assertTrue(runs[1].contains("columns          a"), run.out());
    assertTrue(runs[1].contains("1 examined, 1 returned"), run.out());
  }

  @Test
  void explainTellsWhatAScriptTook(@TempDir Path home) {
    try (Database database = Sonatina.open(home)) {
      database.createCollection("c").storeAll("{\"a\":1}", "{\"a\":2}", "{\"b\":3}");
    }
    CliRun run = CliRun.withInput("");
    String script = "$all = db_fetch_all('c', function($r) { return $r.a; }); print 'unseen';";
    assertEquals(0, run.run("explain", home.toString(), "-c", script, "--runs", "1"), run.err());
    assertTrue(run.out().startsWith("run 1: "), run.out());
    assertTrue(run.out().contains("3 examined, 2 returned"), run.out());
    assertFalse(run.out().contains("unseen"), run.out());
    assertTrue(run.out().contains("memory"), run.out());
  }

  @Test
  void explainAsksForAFilterOrAScript(@TempDir Path home) {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("explain", home.toString(), "c"));
    assertTrue(run.err().contains("expected COLLECTION and FUNCTION"), run.err());
  }

  @Test
  void explainReportsASyntaxErrorLikeFilter(@TempDir Path home) {
    try (Database database = Sonatina.open(home)) {
      database.createCollection("c");
    }
    CliRun run = CliRun.withInput("");
    assertEquals(3, run.run("explain", home.toString(), "c", "function($r) { return ; ; "));
    assertTrue(run.err().startsWith("FUNCTION:1:"), run.err());
  }

  @Test
  void benchFilterFindsTheSameInEveryMode() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("bench", "filter", "--records", "600"), run.err());
    assertTrue(run.out().startsWith("600 records, "), run.out());
    assertTrue(run.out().contains("columns"), run.out());
  }
}
