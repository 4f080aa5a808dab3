package dev.sonatina.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the user's that runs a script file, measured as whole processes. */
final class OtherProgram {

  private static final int RUNS = 3;

  private final List<String> command;
  private final double startMillis;

  private OtherProgram(List<String> command) throws IOException, InterruptedException {
    this.command = command;
    this.startMillis = time("").medianMillis();
  }

  /** Splits at blanks; what the bare start of the program costs is measured at once. */
  static OtherProgram of(String commandLine) throws IOException, InterruptedException {
    return new OtherProgram(List.of(commandLine.trim().split("\\s+", -1)));
  }

  /** What the program printed, and how long it took without its bare start. */
  Timing run(String script) throws IOException, InterruptedException {
    Timing timing = time(script);
    return new Timing(Math.max(0, timing.medianMillis() - startMillis), timing.output());
  }

  private Timing time(String script) throws IOException, InterruptedException {
    Path file = Files.createTempFile("sonatina-bench", ".jx9");
    try {
      Files.writeString(file, script);
      List<String> arguments = new ArrayList<>(command);
      arguments.add(file.toString());
      double[] runs = new double[RUNS];
      String output = "";
      for (int i = 0; i < RUNS; i++) {
        long start = System.nanoTime();
        Process process =
            new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        runs[i] = BenchJx9Command.millisSince(start);
      }
      return new Timing(BenchJx9Command.median(runs), output);
    } finally {
      Files.delete(file);
    }
  }

  /** The median of several runs, and what the last one printed. */
  record Timing(double medianMillis, String output) {}
}
