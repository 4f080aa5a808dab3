package dev.sonatina.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills a database with generated records and times filters over it in every mode. */
@Command(
    name = "filter",
    description = "Times filters over generated provenance records, one mode after the other.",
    footer = {
      "",
      "cold is the first filter after opening, scan the median of later ones without columns,",
      "columns the median once they are built. MB/s counts the JSON text of all records, whether",
      "looked at or not. The limit is a loop that reads every byte of that text and does nothing",
      "else. The other program gets a file of JSON Lines and the function as last arguments and",
      "prints a line for each match.",
      "",
      "Example: sonatina bench filter --records 50000"
    })
final class BenchFilterCommand implements Callable<Integer> {

  private final PrintStream out;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many records of about 2.5 KB (default: ${DEFAULT-VALUE}).")
  private int records = 200_000;

  @Option(
      names = "--against",
      paramLabel = "COMMAND",
      description = "A program that filters JSON Lines, to put a ratio beside every figure.")
  private @Nullable String against;

  BenchFilterCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("sonatina-bench");
    try {
      FilterBench bench = new FilterBench(directory, records);
      out.printf(
          Locale.ROOT,
          "%,d records, %,d MB of JSON; stored at %,.0f MB/s, read back at %,.0f MB/s; limit %,.0f MB/s%n",
          records,
          bench.jsonBytes() >> 20,
          bench.load(),
          bench.readAll(),
          bench.readBytes());
      out.printf(
          Locale.ROOT,
          "%-12s %-10s %10s %14s %10s %8s %8s%n",
          "filter",
          "mode",
          "ms",
          "records/s",
          "MB/s",
          "matches",
          "peak MB");
      boolean isAgreed = true;
      for (BenchFilter filter : BenchFilter.all(bench.steps())) {
        isAgreed &= print(filter, bench);
      }
      return isAgreed ? 0 : 1;
    } finally {
      deleteAll(directory);
    }
  }

  /** Whether all modes, and the other program, found the same number of records. */
  private boolean print(BenchFilter filter, FilterBench bench)
      throws IOException, InterruptedException {
    long matches = -1;
    boolean isAgreed = true;
    for (FilterBench.Mode mode : FilterBench.Mode.values()) {
      FilterBench.Timing timing = bench.time(filter, mode);
      print(filter, mode.label(), timing, bench);
      isAgreed &= matches < 0 || matches == timing.matches();
      matches = timing.matches();
    }
    if (against != null) {
      FilterBench.Timing timing = bench.timeOther(against, filter);
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
        "%-12s %-10s %10.1f %,14.0f %,10.0f %8d %8s%n",
        filter.name(),
        mode,
        timing.millis(),
        records / seconds,
        bench.jsonBytes() / 1e6 / seconds,
        timing.matches(),
        timing.peakBytes() == 0 ? "" : Long.toString(timing.peakBytes() >> 20));
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
