package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  @Test
  void showsOnlyWhatTakesLong() {
    CliRun run = CliRun.onTerminal();
    try (ProgressBar bar = bar(run)) {
      run.nanoTime.set(999_999_999L);
      bar.update(10, 5);
      assertEquals("", run.err());
      run.nanoTime.set(2_000_000_000L);
      bar.update(50, 3_000);
      assertTrue(run.err().contains(" 50 %  3,000 records  1,500 records/s  2 s left"), run.err());
    }
    assertTrue(run.err().endsWith("\r\u001b[K"), "still there");
  }

  @Test
  void redrawsNotTooOften() {
    CliRun run = CliRun.onTerminal();
    try (ProgressBar bar = bar(run)) {
      run.nanoTime.set(2_000_000_000L);
      bar.update(1, 1);
      String drawn = run.err();
      run.nanoTime.addAndGet(50_000_000L);
      bar.update(2, 2);
      assertEquals(drawn, run.err());
    }
  }

  @Test
  void showsNothingWithoutATerminal() {
    CliRun run = CliRun.withInput("");
    try (ProgressBar bar = bar(run)) {
      run.nanoTime.set(9_000_000_000L);
      bar.update(50, 50);
    }
    assertEquals("", run.err());
  }

  private static ProgressBar bar(CliRun run) {
    return new ProgressBar(run.stdio, "loading", OptionalLong.of(100), ProgressBar.PATIENCE_NANOS);
  }
}
