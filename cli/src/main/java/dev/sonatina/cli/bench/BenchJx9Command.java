package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs each benchmark script often enough to be warm, and the same script file by another program
 * if one is named, whose answer must be the same.
 */
final class BenchJx9Command extends Verb {

  private static final int COUNTED_RUNS = 5;

  private final PrintStream out;

  private final Argument<String> against =
      option(
              "--against",
              "COMMAND",
              "A program that runs a Jx9 script file, to put a ratio beside every figure.")
          .as(String.class);

  private final Argument<Path> directory =
      option(
              "--scripts",
              "DIR",
              "Measure the *.jx9 files of a directory instead of the bundled ones.")
          .as(Path.class);

  private final Argument<Integer> warmupRuns =
      option("--warmup", "RUNS", "Runs that are not counted (default: ${DEFAULT-VALUE}).")
          .orElse("20")
          .as(Integer.class);

  BenchJx9Command(PrintStream out) {
    super("jx9", "Times scripts that only compute: loops, strings, maps, sorting, calls, JSON.");
    footer(
        "",
        "cold is the first run in this process, warm the median of the later ones. The other",
        "program is started anew for every run, with the script file as its last argument; what its",
        "start costs is measured with an empty script and taken off.",
        "",
        "Example: sonatina bench jx9 --against './jx9-interpreter'");
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<BenchScript> scripts = BenchScript.load(directory.orNull());
    String command = against.orNull();
    OtherProgram other = command == null ? null : OtherProgram.of(command);
    out.printf(
        Locale.ROOT,
        "%-24s %10s %10s%s%n",
        "script",
        "cold ms",
        "warm ms",
        other == null ? "" : String.format(Locale.ROOT, " %12s %8s", "other ms", "ratio"));
    int differing = 0;
    for (BenchScript script : scripts) {
      differing += measure(script, other) ? 0 : 1;
    }
    return differing == 0 ? 0 : 1;
  }

  /** Whether the other program, if there is one, gave the same answer. */
  private boolean measure(BenchScript script, @Nullable OtherProgram other)
      throws IOException, InterruptedException {
    String answer;
    double cold;
    double warm;
    try (Database database = Sonatina.inMemory()) {
      ScriptRequest request = ScriptRequest.of(script.code()).want(ScriptRequest.OUTPUT_VARIABLE);
      long start = System.nanoTime();
      answer = database.execute(request).output();
      cold = millisSince(start);
      for (int i = 0; i < warmupRuns.value(); i++) {
        database.execute(request);
      }
      double[] runs = new double[COUNTED_RUNS];
      for (int i = 0; i < COUNTED_RUNS; i++) {
        long begin = System.nanoTime();
        database.execute(request);
        runs[i] = millisSince(begin);
      }
      warm = median(runs);
    }
    out.printf(Locale.ROOT, "%-24s %10.1f %10.1f", script.name(), cold, warm);
    if (other == null) {
      out.println();
      return true;
    }
    OtherProgram.Timing timing = other.run(script.code());
    out.printf(Locale.ROOT, " %12.1f %7.1fx", timing.medianMillis(), timing.medianMillis() / warm);
    boolean same = timing.output().equals(answer);
    out.println(same ? "" : "  different answer: " + shortened(timing.output()));
    return same;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The value that a quarter of the values stay below. */
  static double lowerQuartile(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 4];
  }

  static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** A named script. */
  record BenchScript(String name, String code) {

    private static final List<String> BUNDLED =
        List.of(
            "nested-loops-int",
            "nested-loops-float",
            "string-building",
            "map-insert-lookup",
            "sort-with-comparator",
            "recursion",
            "json-encode-decode",
            "group-by");

    static List<BenchScript> load(@Nullable Path directory) throws IOException {
      List<BenchScript> scripts = new ArrayList<>();
      if (directory == null) {
        for (String name : BUNDLED) {
          scripts.add(new BenchScript(name, BundledText.read("jx9/" + name + ".jx9")));
        }
        return scripts;
      }
      try (var files = Files.newDirectoryStream(directory, "*.jx9")) {
        for (Path file : files) {
          scripts.add(new BenchScript(file.getFileName().toString(), Files.readString(file)));
        }
      }
      scripts.sort((a, b) -> a.name().compareTo(b.name()));
      return scripts;
    }
  }
}
