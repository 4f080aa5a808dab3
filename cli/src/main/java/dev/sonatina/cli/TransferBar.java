package dev.sonatina.cli;

import dev.sonatina.engine.interchange.TransferProgress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows how far an import or export is; how much there is it learns with the first records. */
final class TransferBar implements TransferProgress, AutoCloseable {

  private final Stdio stdio;
  private final String label;
  private @Nullable ProgressBar bar;

  TransferBar(Stdio stdio, String label) {
    this.stdio = stdio;
    this.label = label;
  }

  @Override
  public void records(long done, long total) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown = new ProgressBar(stdio, label, OptionalLong.of(total), ProgressBar.PATIENCE_NANOS);
      bar = shown;
    }
    shown.update(done, done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
