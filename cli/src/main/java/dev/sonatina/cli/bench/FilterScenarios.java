package dev.sonatina.cli.bench;

import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Measurements that need records of their own. */
final class FilterScenarios {

  private static final String COLLECTION = "records";
  private static final int BATCH = 500;
  private static final int WARM_UPS = 10;
  private static final int COUNTED_RUNS = 15;

  private final Path directory;
  private final long warmUpNanos;

  /**
   * @param warmUpNanos how long filters run before they are timed
   */
  FilterScenarios(Path directory, long warmUpNanos) {
    this.directory = directory;
    this.warmUpNanos = warmUpNanos;
  }

  /**
   * A filter over records as large as real ones.
   *
   * @param firstMillis the first run after opening
   * @param millis the median of later ones
   */
  record RealSized(
      int records,
      long meanBytes,
      long matches,
      long matchedBytes,
      double firstMillis,
      double millis) {}

  /** Selects one in 36 of records as large as those of a real run, and takes their texts. */
  RealSized realSized(int count) {
    List<String> texts = new ArrayList<>();
    Iterator<String> generated =
        new ProvenanceGenerator(ProvenanceProfile.ofRealRun(1)).ofCollection("anomalies");
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      texts.add(generated.next());
      bytes += texts.get(i).length();
    }
    FilterRequest request = FilterRequest.of("function($r) { return $r.__id % 36 == 0; }");
    Path home = directory.resolve("real-sized");
    try (Database database = Sonatina.open(home)) {
      store(database.createCollection(COLLECTION), texts.iterator(), count);
    }
    OpenOptions options = OpenOptions.defaults().withScanThreads(1);
    try (Database database = Sonatina.open(home, options)) {
      Collection collection = database.collection(COLLECTION);
      double first = 0;
      double[] millis = new double[COUNTED_RUNS];
      long matches = 0;
      long matchedBytes = 0;
      for (int i = -WARM_UPS; i < COUNTED_RUNS; i++) {
        long start = System.nanoTime();
        matches = 0;
        matchedBytes = 0;
        try (Records records = collection.filter(request)) {
          for (Record record : records) {
            matches++;
            matchedBytes += record.jsonBytes().length;
          }
        }
        double taken = BenchJx9Command.millisSince(start);
        first = i == -WARM_UPS ? taken : first;
        if (i >= 0) {
          millis[i] = taken;
        }
      }
      return new RealSized(
          count, bytes / count, matches, matchedBytes, first, BenchJx9Command.median(millis));
    }
  }

  /**
   * How a filter's time grows.
   *
   * @param scanNanosPerRecord of a scan
   * @param columnsMillis of a filter that selects as many records whatever their number, by columns
   */
  record Growth(int records, double scanNanosPerRecord, double columnsMillis) {}

  /**
   * Times filters over records of about 250 bytes that come step by step, twenty to a step. The
   * numbers of records take turns, so that whatever else the machine does meets them all.
   */
  List<Growth> growth(List<Integer> counts) {
    List<Series> scans = new ArrayList<>();
    List<Series> selective = new ArrayList<>();
    OpenOptions options = OpenOptions.defaults().withReadOnly(true).withScanThreads(1);
    try {
      for (int count : counts) {
        Path home = directory.resolve("growth-" + count);
        try (Database database = Sonatina.open(home)) {
          store(database.createCollection(COLLECTION), new SmallRecords(), count);
        }
        int middle = count / SmallRecords.PER_STEP / 2;
        scans.add(
            new Series(
                Sonatina.open(home, options.withColumns(false)),
                "function($r) { return $r.rid == 3 && $r.io_step == " + middle + "; }"));
        selective.add(
            new Series(
                Sonatina.open(home, options),
                "function($r) { return $r.io_step == " + middle + "; }"));
      }
      List<Series> all = new ArrayList<>(scans);
      all.addAll(selective);
      // Few runs would leave the code interpreted, and few records look slow.
      long warmAt = System.nanoTime() + warmUpNanos;
      for (int i = 0; i < WARM_UPS || System.nanoTime() < warmAt; i++) {
        all.forEach(Series::time);
      }
      all.forEach(Series::forget);
      for (int i = 0; i < COUNTED_RUNS; i++) {
        all.forEach(Series::time);
      }
    } finally {
      scans.forEach(Series::close);
      selective.forEach(Series::close);
    }
    List<Growth> growth = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      double scanNanos = scans.get(i).medianMillis() * 1e6;
      growth.add(
          new Growth(counts.get(i), scanNanos / counts.get(i), selective.get(i).medianMillis()));
    }
    return growth;
  }

  /** A filter that is timed again and again; a time is the mean of as many runs as fill a while. */
  private static final class Series implements AutoCloseable {
    private static final long WHILE_NANOS = 15_000_000;

    private final Database database;
    private final Collection collection;
    private final FilterRequest request;
    private final List<Double> millis = new ArrayList<>();

    /** Takes over the database. */
    Series(Database database, String function) {
      this.database = database;
      this.collection = database.collection(COLLECTION);
      this.request = FilterRequest.of(function);
    }

    void time() {
      long start = System.nanoTime();
      int runs = 0;
      do {
        collection.explain(request);
        runs++;
      } while (System.nanoTime() - start < WHILE_NANOS);
      millis.add(BenchJx9Command.millisSince(start) / runs);
    }

    void forget() {
      millis.clear();
    }

    double medianMillis() {
      return BenchJx9Command.median(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private static void store(Collection collection, Iterator<String> texts, int count) {
    List<String> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      batch.add(texts.next());
      if (batch.size() == BATCH || i == count - 1) {
        collection.storeAll(batch);
        batch.clear();
      }
    }
  }

  /** Calls, twenty to a step. */
  private static final class SmallRecords implements Iterator<String> {
    static final int PER_STEP = 20;

    private int next;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public String next() {
      int i = next++;
      return String.format(
          Locale.ROOT,
          "{\"comment\":\"%s\",\"entry\":%d,\"fid\":%d,\"func\":\"function number %d\","
              + "\"io_step\":%d,\"rid\":%d,\"runtime\":%d.25}",
          "one of many calls ".repeat(6),
          1_600_000_000_000_000L + i * 50L,
          i * 7 % 240,
          i * 7 % 240,
          i / PER_STEP,
          i * 5 % 8,
          i * 131L % 10_007);
    }
  }
}
