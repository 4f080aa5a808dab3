package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A line on a terminal that shows how far a long operation is, how fast it goes and how long it
 * will take. On anything but a terminal it shows nothing. Closing it removes it. Used by one
 * thread.
 */
final class ProgressBar implements AutoCloseable {

  /** Operations shorter than this show no bar. */
  static final long PATIENCE_NANOS = 1_000_000_000L;

  /** What is counted beside the share that is done. */
  enum Unit {
    RECORDS {
      @Override
      String amount(long count, double seconds) {
        return String.format(Locale.ROOT, "%,d records  %,.0f records/s", count, count / seconds);
      }
    },
    BYTES {
      @Override
      String amount(long count, double seconds) {
        double mebibytes = (double) count / (1 << 20);
        return String.format(Locale.ROOT, "%,.0f MiB  %,.0f MiB/s", mebibytes, mebibytes / seconds);
      }
    };

    /** How much is done, and how fast that went. */
    abstract String amount(long count, double seconds);
  }

  private static final long REFRESH_NANOS = 100_000_000L;
  private static final int WIDTH = 24;

  private final Stdio stdio;
  private final String label;
  private final Unit unit;
  private final OptionalLong total;
  private final boolean visible;
  private final long startedAt;
  private long nextRefreshAt;
  private boolean shown;

  /**
   * @param label what is being done
   * @param total the value of {@code done} at which it is finished, if that is known
   * @param patienceNanos how long to wait before it shows
   */
  ProgressBar(Stdio stdio, String label, OptionalLong total, long patienceNanos) {
    this(stdio, label, Unit.RECORDS, total, patienceNanos, stdio.nanoTime().getAsLong());
  }

  /**
   * @param unit what {@link #update} counts
   * @param startedAt when the operation began, by the clock of {@code stdio}
   */
  ProgressBar(
      Stdio stdio,
      String label,
      Unit unit,
      OptionalLong total,
      long patienceNanos,
      long startedAt) {
    this.stdio = stdio;
    this.label = label;
    this.unit = unit;
    this.total = total;
    this.visible = stdio.isTerminal(Stdio.Stream.ERR);
    this.startedAt = startedAt;
    this.nextRefreshAt = startedAt + patienceNanos;
  }

  /**
   * Says how far it is; cheap enough to call often.
   *
   * @param done how much of the total is done
   * @param count how much that is in the bar's unit
   */
  void update(long done, long count) {
    if (visible && stdio.nanoTime().getAsLong() >= nextRefreshAt) {
      draw(done, count);
    }
  }

  private void draw(long done, long count) {
    long now = stdio.nanoTime().getAsLong();
    nextRefreshAt = now + REFRESH_NANOS;
    double seconds = Math.max(1e-3, (now - startedAt) / 1e9);
    StringBuilder line = new StringBuilder("\r").append(label).append("  ");
    if (total.isPresent() && total.getAsLong() > 0) {
      double share = Math.min(1, (double) done / total.getAsLong());
      int filled = (int) Math.round(share * WIDTH);
      Palette palette = stdio.palette(Stdio.Stream.ERR);
      line.append(palette.good("━".repeat(filled)))
          .append(palette.faint("╌".repeat(WIDTH - filled)));
      line.append(String.format(Locale.ROOT, " %3.0f %%", share * 100));
    }
    line.append("  ").append(unit.amount(count, seconds));
    if (total.isPresent() && done > 0) {
      double left = seconds * (total.getAsLong() - done) / done;
      line.append(String.format(Locale.ROOT, "  %.0f s left", Math.ceil(Math.max(0, left))));
    }
    stdio.err().print(line + "\u001b[K");
    stdio.err().flush();
    shown = true;
  }

  @Override
  public void close() {
    if (shown) {
      stdio.err().print("\r\u001b[K");
      stdio.err().flush();
    }
  }
}
