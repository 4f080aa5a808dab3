package dev.sonatina.cli;

import dev.sonatina.engine.api.Progress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows how far work on a database's files is; how much there is it learns with the first step. */
final class WorkBar implements Progress, AutoCloseable {

  private final Stdio stdio;
  private final String label;
  private final long startedAt;
  private @Nullable ProgressBar bar;

  WorkBar(Stdio stdio, String label) {
    this.stdio = stdio;
    this.label = label;
    this.startedAt = stdio.nanoTime().getAsLong();
  }

  @Override
  public void advanced(long doneBytes, long totalBytes) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown =
          new ProgressBar(
              stdio,
              label,
              ProgressBar.Unit.BYTES,
              OptionalLong.of(totalBytes),
              ProgressBar.PATIENCE_NANOS,
              startedAt);
      bar = shown;
    }
    shown.update(doneBytes, doneBytes);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
