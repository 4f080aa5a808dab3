package dev.sonatina.cli.bench;

import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
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
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The generated records, as JSON Lines and as a database, and what is measured on them. */
final class FilterBench {

  private static final String COLLECTION = "anomalies";
  private static final int BATCH = 500;
  private static final int COUNTED_RUNS = 5;
  private static final int FILTER_ROUNDS = 20;
  private static final int WARM_UP_ROUNDS = 4;
  private static final int WARM_UP_BATCHES = 40;
  private static final Pattern STEP = Pattern.compile("\"io_step\":(\\d+)");

  /** How a filter is run. */
  enum Mode {
    COLD("cold", 1, false),
    SCAN("scan", 1, false),
    SCAN_TWO("scan x2", 2, false),
    COLUMNS("columns", 1, true);

    private final String label;
    private final int threads;
    private final boolean columns;

    Mode(String label, int threads, boolean columns) {
      this.label = label;
      this.threads = threads;
      this.columns = columns;
    }

    String label() {
      return label;
    }
  }

  /**
   * One measurement.
   *
   * @param millis the median
   * @param timesAsFast as {@link Mode#SCAN}, by {@link #timesAsFast}; 0 if that was not compared
   * @param rows rows of columns looked at
   * @param peakBytes how full the heap was at most; 0 if that is not known
   */
  record Timing(double millis, double timesAsFast, long matches, long rows, long peakBytes) {}

  private final Path lines;
  private final Path home;
  private final long jsonBytes;
  private final int steps;

  private final long warmUpNanos;

  /**
   * Generates the records.
   *
   * @param warmUpNanos how long a filter runs in all modes before it is timed
   */
  FilterBench(Path directory, int records, long warmUpNanos) throws IOException {
    this.warmUpNanos = warmUpNanos;
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

  /** Turns the texts into stored form, and drops it; how many MB of JSON a second. */
  double encode() throws IOException {
    RecordEncoder encoder = new RecordEncoder(new KeyDictionary(), RecordLimits.defaults(), null);
    forEachBatch(batch -> batch.forEach(encoder::encode), WARM_UP_BATCHES);
    return rate(forEachBatch(batch -> batch.forEach(encoder::encode), Integer.MAX_VALUE));
  }

  /** Stores the records and answers how many MB of JSON a second. */
  double load() throws IOException {
    try (Database database = Sonatina.open(home)) {
      Collection collection = database.createCollection(COLLECTION);
      long nanos =
          forEachBatch(
              batch -> collection.storeAllBytes(batch, Durability.DEFERRED), Integer.MAX_VALUE);
      long start = System.nanoTime();
      database.commit();
      return rate(nanos + System.nanoTime() - start);
    }
  }

  /** Hands on the texts and answers how many nanoseconds that took, without reading them. */
  private long forEachBatch(Consumer<List<byte[]>> action, int batchesMax) throws IOException {
    long nanos = 0;
    try (BufferedReader reader = Files.newBufferedReader(lines)) {
      List<byte[]> batch = new ArrayList<>(BATCH);
      String line = reader.readLine();
      for (int i = 0; line != null && i < batchesMax; i++) {
        batch.clear();
        for (; line != null && batch.size() < BATCH; line = reader.readLine()) {
          batch.add(line.getBytes(StandardCharsets.UTF_8));
        }
        long start = System.nanoTime();
        action.accept(batch);
        nanos += System.nanoTime() - start;
      }
    }
    return nanos;
  }

  /** Reads all records back as JSON and answers how many MB a second. */
  double readAll() {
    try (Database database = Sonatina.open(home)) {
      Collection collection = database.collection(COLLECTION);
      drain(collection.all());
      double[] rates = new double[COUNTED_RUNS];
      for (int i = 0; i < rates.length; i++) {
        long start = System.nanoTime();
        drain(collection.all());
        rates[i] = rate(System.nanoTime() - start);
      }
      return BenchJx9Command.median(rates);
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

  /**
   * Times a filter in every mode. After the first run the modes take turns, forwards and backwards,
   * so that whatever else the machine does meets them all.
   */
  Map<Mode, Timing> time(BenchFilter filter) {
    FilterRequest request = FilterRequest.of(filter.function());
    Map<Mode, Runs> runs = new EnumMap<>(Mode.class);
    Runs cold = new Runs();
    try (Database database = open(Mode.COLD)) {
      cold.add(database.collection(COLLECTION), request);
    }
    List<Mode> modes = List.of(Mode.SCAN, Mode.SCAN_TWO, Mode.COLUMNS);
    List<Database> databases = new ArrayList<>();
    try {
      modes.forEach(mode -> databases.add(open(mode)));
      List<Collection> collections =
          databases.stream().map(database -> database.collection(COLLECTION)).toList();
      long warmAt = System.nanoTime() + warmUpNanos;
      for (int i = 0; i < WARM_UP_ROUNDS || System.nanoTime() < warmAt; i++) {
        collections.forEach(collection -> collection.explain(request));
      }
      for (int i = 0; i < FILTER_ROUNDS; i++) {
        for (int turn = 0; turn < modes.size(); turn++) {
          int mode = i % 2 == 0 ? turn : modes.size() - 1 - turn;
          runs.computeIfAbsent(modes.get(mode), key -> new Runs())
              .add(collections.get(mode), request);
        }
      }
    } finally {
      databases.forEach(Database::close);
    }
    Runs scan = Objects.requireNonNull(runs.get(Mode.SCAN));
    Map<Mode, Timing> timings = new EnumMap<>(Mode.class);
    timings.put(Mode.COLD, cold.timing(cold));
    runs.forEach((mode, each) -> timings.put(mode, each.timing(scan)));
    return timings;
  }

  /**
   * How many times as fast as the first the second is. By the times that a quarter of the runs stay
   * below: other programs only ever make a run longer, and one with two threads more than one with
   * one.
   */
  private static double timesAsFast(double[] millis, double[] otherMillis) {
    return BenchJx9Command.lowerQuartile(millis) / BenchJx9Command.lowerQuartile(otherMillis);
  }

  /**
   * How many times as fast two threads read the bytes of the database as one, in turns and doing
   * nothing else.
   */
  double readingOnTwoThreads() throws IOException {
    PlainLoop loop = new PlainLoop(home);
    double[] one = new double[FILTER_ROUNDS];
    double[] two = new double[FILTER_ROUNDS];
    for (int i = -WARM_UP_ROUNDS; i < FILTER_ROUNDS; i++) {
      double oneMillis = loop.millis(1);
      double twoMillis = loop.millis(2);
      if (i >= 0) {
        one[i] = oneMillis;
        two[i] = twoMillis;
      }
    }
    return timesAsFast(one, two);
  }

  /** Opens the database for reading only, which several may do at once. */
  private Database open(Mode mode) {
    return Sonatina.open(
        home,
        OpenOptions.defaults()
            .withReadOnly(true)
            .withScanThreads(mode.threads)
            .withColumns(mode.columns));
  }

  /** The runs of a filter in one mode. */
  private static final class Runs {
    private final List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final List<Double> millis = new ArrayList<>();
    private long matches;
    private long rows;
    private long peakBytes;

    void add(Collection collection, FilterRequest request) {
      heap.forEach(MemoryPoolMXBean::resetPeakUsage);
      long start = System.nanoTime();
      Explanation explanation = collection.explain(request);
      millis.add(BenchJx9Command.millisSince(start));
      matches = explanation.recordsReturned();
      rows = explanation.rowsExamined();
      peakBytes =
          Math.max(peakBytes, heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    }

    Timing timing(Runs scan) {
      double[] times = millis.stream().mapToDouble(Double::doubleValue).toArray();
      double[] scanTimes = scan.millis.stream().mapToDouble(Double::doubleValue).toArray();
      return new Timing(
          BenchJx9Command.median(times), timesAsFast(scanTimes, times), matches, rows, peakBytes);
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
    return new Timing(BenchJx9Command.millisSince(start), 0, matches, 0, 0);
  }
}
