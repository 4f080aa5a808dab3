package dev.sonatina.cli.bench;

import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The generated records, as JSON Lines and as a database, and what is measured on them. */
final class FilterBench {

  private static final String COLLECTION = "anomalies";
  private static final int BATCH = 500;
  private static final int COUNTED_RUNS = 5;
  private static final Pattern STEP = Pattern.compile("\"io_step\":(\\d+)");

  /** How a filter is run. */
  enum Mode {
    COLD("cold", 1, false, 0),
    SCAN("scan", 1, false, 3),
    SCAN_TWO("scan x2", 2, false, 3),
    COLUMNS("columns", 1, true, 3);

    private final String label;
    private final int threads;
    private final boolean columns;
    private final int warmups;

    Mode(String label, int threads, boolean columns, int warmups) {
      this.label = label;
      this.threads = threads;
      this.columns = columns;
      this.warmups = warmups;
    }

    String label() {
      return label;
    }
  }

  /**
   * One measurement.
   *
   * @param millis the median
   * @param peakBytes how full the heap was at most; 0 if that is not known
   */
  record Timing(double millis, long matches, long peakBytes) {}

  private final Path lines;
  private final Path home;
  private final long jsonBytes;
  private final int steps;

  /** Generates the records. */
  FilterBench(Path directory, int records) throws IOException {
    lines = directory.resolve("records.jsonl");
    home = directory.resolve("database");
    Iterator<String> generated =
        new ProvenanceGenerator(ProvenanceProfile.ofSmallRecords(1)).ofCollection(COLLECTION);
    int last = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(lines)) {
      for (int i = 0; i < records; i++) {
        String record = generated.next();
        writer.write(record);
        writer.write('\n');
        if (i == records - 1) {
          Matcher step = STEP.matcher(record);
          last = step.find() ? Integer.parseInt(step.group(1)) : 0;
        }
      }
    }
    jsonBytes = Files.size(lines);
    steps = last + 1;
  }

  long jsonBytes() {
    return jsonBytes;
  }

  /** How many steps the generated run has. */
  int steps() {
    return steps;
  }

  /** Stores the records and answers how many MB of JSON a second. */
  double load() throws IOException {
    long nanos = 0;
    try (Database database = Sonatina.open(home);
        BufferedReader reader = Files.newBufferedReader(lines)) {
      Collection collection = database.createCollection(COLLECTION);
      List<String> batch = new ArrayList<>(BATCH);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        batch.add(line);
        if (batch.size() == BATCH) {
          nanos += store(collection, batch);
        }
      }
      nanos += store(collection, batch);
      long start = System.nanoTime();
      database.commit();
      nanos += System.nanoTime() - start;
    }
    return rate(nanos);
  }

  private static long store(Collection collection, List<String> batch) {
    long start = System.nanoTime();
    collection.storeAll(batch);
    batch.clear();
    return System.nanoTime() - start;
  }

  /** Reads all records back as JSON and answers how many MB a second. */
  double readAll() {
    try (Database database = Sonatina.open(home)) {
      Collection collection = database.collection(COLLECTION);
      drain(collection.all());
      long start = System.nanoTime();
      drain(collection.all());
      return rate(System.nanoTime() - start);
    }
  }

  private static void drain(Records records) {
    try (records) {
      for (Record record : records) {
        record.id();
      }
    }
  }

  /**
   * Reads every byte of the JSON text and answers how many MB a second: what no scan can exceed.
   */
  double readBytes() throws IOException {
    byte[] buffer = new byte[1 << 20];
    long nanos = 0;
    long sum = 0;
    try (InputStream input = Files.newInputStream(lines)) {
      for (int size = input.read(buffer); size > 0; size = input.read(buffer)) {
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
          sum += buffer[i];
        }
        nanos += System.nanoTime() - start;
      }
    }
    return sum == 0 ? 0 : rate(nanos);
  }

  private double rate(long nanos) {
    return jsonBytes / 1e6 / (nanos / 1e9);
  }

  /** Times a filter in a mode. */
  Timing time(BenchFilter filter, Mode mode) {
    OpenOptions options =
        OpenOptions.defaults().withScanThreads(mode.threads).withColumns(mode.columns);
    FilterRequest request = FilterRequest.of(filter.function());
    try (Database database = Sonatina.open(home, options)) {
      Collection collection = database.collection(COLLECTION);
      for (int i = 0; i < mode.warmups; i++) {
        collection.explain(request);
      }
      List<MemoryPoolMXBean> heap =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .toList();
      heap.forEach(MemoryPoolMXBean::resetPeakUsage);
      int runs = mode.warmups == 0 ? 1 : COUNTED_RUNS;
      double[] millis = new double[runs];
      long matches = 0;
      for (int i = 0; i < runs; i++) {
        long start = System.nanoTime();
        Explanation explanation = collection.explain(request);
        millis[i] = BenchJx9Command.millisSince(start);
        matches = explanation.recordsReturned();
      }
      long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      return new Timing(BenchJx9Command.median(millis), matches, peak);
    }
  }

  /** Times another program on the same records. */
  Timing timeOther(String command, BenchFilter filter) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command.trim().split("\\s+", -1)));
    arguments.add(lines.toString());
    arguments.add(filter.function());
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    long matches;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      matches = output.lines().count();
    }
    process.waitFor();
    return new Timing(BenchJx9Command.millisSince(start), matches, 0);
  }
}
