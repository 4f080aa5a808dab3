package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Fills a database with generated records and times filters over it in every mode. */
final class BenchFilterCommand extends Verb {

  /** As many records as the database of a real run that was measured. */
  private static final int REAL_RECORDS = 2_290;

  private final PrintStream out;
  private final Map<String, FilterBench.Timing> timings = new HashMap<>();

  private final Argument<Integer> records =
      option("--records", "N", "How many records of about 2.5 KB (default: ${DEFAULT-VALUE}).")
          .orElse("200000")
          .as(Integer.class);

  private final Argument<Integer> warmUpMillis =
      option(
              "--warm-up",
              "MILLISECONDS",
              "How long each filter runs before it is timed (default: ${DEFAULT-VALUE}).")
          .orElse("2000")
          .as(Integer.class);

  private final Argument<String> against =
      option(
              "--against",
              "COMMAND",
              "A program that filters JSON Lines, to put a ratio beside every figure.")
          .as(String.class);

  BenchFilterCommand(PrintStream out) {
    super("filter", "Times filters over generated provenance records in every mode.");
    footer(
        "",
        "cold is the first filter after opening, scan the median of later ones",
        "without columns, columns the median once they are built. MB/s counts the",
        "JSON text of all records, whether looked at or not; rows/s counts rows of",
        "columns. Modes take turns. Two threads are compared with one by the time",
        "that a quarter of the runs stay below, which other programs disturb",
        "least. The limit is a loop that reads every byte of that text and does",
        "nothing else. The other program gets a file of JSON Lines and the function",
        "as last arguments and prints a line for each match.",
        "",
        "At the end come figures, each with what a quiet machine should show for",
        "200,000 records.",
        "",
        "Example: sonatina bench filter --records 50000");
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMillis.value());
    Path directory = Files.createTempDirectory("sonatina-bench");
    try {
      FilterBench bench = new FilterBench(directory, records.value(), warmUpNanos);
      double encoded = bench.encode();
      double stored = bench.load();
      double readBack = bench.readAll();
      out.printf(
          Locale.ROOT,
          "%,d records, %,d MB of JSON; stored at %,.0f MB/s, read back at %,.0f MB/s; limit %,.0f"
              + " MB/s%n",
          records.value(),
          bench.jsonBytes() >> 20,
          stored,
          readBack,
          bench.readBytes());
      out.printf(
          Locale.ROOT,
          "%-12s %-10s %10s %14s %10s %14s %8s %8s%n",
          "filter",
          "mode",
          "ms",
          "records/s",
          "MB/s",
          "rows/s",
          "matches",
          "peak MB");
      boolean isAgreed = true;
      for (BenchFilter filter : BenchFilter.all(bench.steps())) {
        isAgreed &= print(filter, bench);
      }
      out.println();
      figure("texts to stored form, MB/s", encoded, ">= 150");
      figure("all records as JSON, MB/s", readBack, ">= 400");
      printFilterFigures(bench.readingOnTwoThreads());
      printScenarios(new FilterScenarios(directory, warmUpNanos));
      return isAgreed ? 0 : 1;
    } finally {
      TemporaryFiles.deleteAll(directory);
    }
  }

  /** One line, with what is expected on a quiet machine and 200,000 records. */
  private void figure(String name, double value, String expected) {
    out.printf(Locale.ROOT, "%-58s %,12.2f   %s%n", name, value, expected);
  }

  private void printFilterFigures(double readingOnTwoThreads) {
    double scan = timing(BenchFilter.TWO_MEMBERS, FilterBench.Mode.SCAN).millis();
    double two = timing(BenchFilter.TWO_MEMBERS, FilterBench.Mode.SCAN_TWO).timesAsFast();
    FilterBench.Timing columns = timing(BenchFilter.SEVERITY, FilterBench.Mode.COLUMNS);
    figure("scan of two members, million records/s", records.value() / scan / 1e3, ">= 3");
    figure("the same on two threads, times as fast", two, ">= 1.7");
    figure("a loop that only reads, on two threads, times as fast", readingOnTwoThreads, "");
    figure("columns, million rows/s examined", columns.rows() / columns.millis() / 1e3, ">= 100");
  }

  private FilterBench.Timing timing(String filter, FilterBench.Mode mode) {
    return Objects.requireNonNull(timings.get(filter + mode));
  }

  private void printScenarios(FilterScenarios scenarios) {
    FilterScenarios.RealSized real = scenarios.realSized(Math.min(REAL_RECORDS, records.value()));
    figure(
        String.format(
            Locale.ROOT,
            "%d of %,d records of %.1f KB, with output, ms (first %.0f)",
            real.matches(),
            real.records(),
            real.meanBytes() / 1e3,
            real.firstMillis()),
        real.millis(),
        "<= 5");
    List<FilterScenarios.Growth> growth =
        scenarios.growth(
            List.of(
                Math.max(1, records.value() / 20),
                Math.max(1, records.value() / 2),
                records.value() * 5));
    for (FilterScenarios.Growth each : growth) {
      figure(
          String.format(Locale.ROOT, "small records, %,d: scan, ns a record", each.records()),
          each.scanNanosPerRecord(),
          "");
      figure(
          String.format(
              Locale.ROOT, "small records, %,d: selective with columns, us", each.records()),
          each.columnsMillis() * 1e3,
          "");
    }
    double[] scans =
        growth.stream().mapToDouble(FilterScenarios.Growth::scanNanosPerRecord).sorted().toArray();
    figure("slowest scan per record, times the fastest", scans[2] / scans[0], "<= 1.5");
    figure(
        "selective filter over the most, times that over the fewest",
        growth.get(2).columnsMillis() / growth.get(0).columnsMillis(),
        "<= 15");
  }

  /** Whether all modes, and the other program, found the same number of records. */
  private boolean print(BenchFilter filter, FilterBench bench)
      throws IOException, InterruptedException {
    long matches = -1;
    boolean isAgreed = true;
    Map<FilterBench.Mode, FilterBench.Timing> timed = bench.time(filter);
    for (FilterBench.Mode mode : FilterBench.Mode.values()) {
      FilterBench.Timing timing = Objects.requireNonNull(timed.get(mode));
      timings.put(filter.name() + mode, timing);
      print(filter, mode.label(), timing, bench);
      isAgreed &= matches < 0 || matches == timing.matches();
      matches = timing.matches();
    }
    String command = against.orNull();
    if (command != null) {
      FilterBench.Timing timing = bench.timeOther(command, filter);
      print(filter, "other", timing, bench);
      isAgreed &= matches == timing.matches();
    }
    if (!isAgreed) {
      out.println("different numbers of matches for " + filter.function());
    }
    return isAgreed;
  }

  private void print(
      BenchFilter filter, String mode, FilterBench.Timing timing, FilterBench bench) {
    double seconds = timing.millis() / 1e3;
    out.printf(
        Locale.ROOT,
        "%-12s %-10s %10.1f %,14.0f %,10.0f %14s %8d %8s%n",
        filter.name(),
        mode,
        timing.millis(),
        records.value() / seconds,
        bench.jsonBytes() / 1e6 / seconds,
        timing.rows() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", timing.rows() / seconds),
        timing.matches(),
        timing.peakBytes() == 0 ? "" : Long.toString(timing.peakBytes() >> 20));
  }
}
