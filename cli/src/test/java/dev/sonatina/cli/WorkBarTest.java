package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What backup, verify, salvage and compact show of their progress. */
class WorkBarTest {

  private static final long MEBIBYTE = 1 << 20;

  @Test
  void showsShareBytesAndRateBesideTheOutput() {
    CliRun run = CliRun.onTerminal();
    try (WorkBar bar = new WorkBar(run.stdio, "copying")) {
      bar.advanced(10 * MEBIBYTE, 400 * MEBIBYTE);
      assertEquals("", run.err(), "shown at once");
      run.nanoTime.set(2_000_000_000L);
      bar.advanced(100 * MEBIBYTE, 400 * MEBIBYTE);
      assertTrue(run.err().startsWith("\rcopying  "), run.err());
      assertTrue(run.err().contains(" 25 %  100 MiB  50 MiB/s  6 s left"), run.err());
    }
    assertTrue(run.err().endsWith("\r\u001b[K"), "still there");
    assertEquals("", run.out());
  }

  @Test
  void countsTheTimeBeforeTheFirstStep() {
    CliRun run = CliRun.onTerminal();
    try (WorkBar bar = new WorkBar(run.stdio, "compacting")) {
      run.nanoTime.set(4_000_000_000L);
      bar.advanced(40 * MEBIBYTE, 40 * MEBIBYTE);
      assertTrue(run.err().contains(" 100 %  40 MiB  10 MiB/s  0 s left"), run.err());
    }
  }

  @Test
  void showsNothingWithoutATerminal() {
    CliRun run = CliRun.withInput("");
    try (WorkBar bar = new WorkBar(run.stdio, "verifying")) {
      run.nanoTime.set(9_000_000_000L);
      bar.advanced(MEBIBYTE, 2 * MEBIBYTE);
    }
    assertEquals("", run.err());
    assertEquals("", run.out());
  }
}
