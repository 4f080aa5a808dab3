package dev.sonatina.conformance.bench;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the log store at the level of {@code engine.storage}, beside H2's MVStore. Not part of
 * any build; run it, on a quiet machine, by
 *
 * <pre>
 *   mvn -q -pl conformance-tests -am test -Dtest=StoreBenchmarkTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtest.profile=bench
 * </pre>
 */
@EnabledIfSystemProperty(named = "sonatina.profile", matches = "bench")
class StoreBenchmarkTest {

  private static final int RECORDS = 100_000;
  private static final int RECORD_BYTES = 2_500;
  private static final int BATCH = 1_000;
  private static final int ROUNDS = 5;
  private static final int STALL_ROUNDS = 10;
  private static final int STALL_STORES = 10_000;
  private static final int GROWTH_FETCHES = 2_000_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private long sink;

  private record Figures(double store, double fetch, double scan, double openMillis) {}

  @Test
  void besideMvStore() throws IOException {
    List<Figures> ours = new ArrayList<>();
    List<Figures> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(measure(RivalStore.Log::new, directory.resolve("log" + round)));
      theirs.add(measure(RivalStore.MvStore::new, directory.resolve("mv" + round)));
    }
    print(
        "%d records of %d bytes, %d per transaction, medians of %d rounds",
        RECORDS, RECORD_BYTES, BATCH, ROUNDS);
    print("%-28s %12s %12s %8s", "", "log store", "MVStore", "ratio");
    compare("stores/s", ours, theirs, Figures::store);
    compare("random fetches/s", ours, theirs, Figures::fetch);
    compare("ordered scan, records/s", ours, theirs, Figures::scan);
    compare("open, ms", ours, theirs, Figures::openMillis);
    print("(checksum %d)", sink);
  }

  private Figures measure(RivalStore.Opener opener, Path path) throws IOException {
    byte[] record = record(RECORD_BYTES);
    double stores;
    try (RivalStore store = opener.open(path)) {
      long start = System.nanoTime();
      for (int i = 0; i < RECORDS; i += BATCH) {
        store.store(record, BATCH);
      }
      stores = perSecond(RECORDS, start);
      store.sync();
    }
    long start = System.nanoTime();
    try (RivalStore store = opener.open(path)) {
      double openMillis = (System.nanoTime() - start) / 1e6;
      SplittableRandom random = new SplittableRandom(1);
      start = System.nanoTime();
      for (int i = 0; i < RECORDS; i++) {
        sink += store.fetch(random.nextInt(RECORDS));
      }
      double fetches = perSecond(RECORDS, start);
      start = System.nanoTime();
      sink += store.scan();
      double scan = perSecond(RECORDS, start);
      return new Figures(stores, fetches, scan, openMillis);
    } finally {
      delete(path);
    }
  }

  private static void compare(
      String what, List<Figures> ours, List<Figures> theirs, ToDoubleFunction<Figures> figure) {
    double our = median(ours, figure);
    double their = median(theirs, figure);
    print("%-28s %,12.1f %,12.1f %7.2fx", what, our, their, our / their);
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] values = all.stream().mapToDouble(figure).sorted().toArray();
    return values[values.length / 2];
  }

  @Test
  void durableSingleCommits() throws Exception {
    print("durable commits of one record of %d bytes each", RECORD_BYTES);
    print("%8s %12s %14s", "threads", "commits/s", "syncs/commit");
    for (int threads : new int[] {1, 4, 16}) {
      Path path = directory.resolve("durable" + threads);
      try (LogStore store = open(path)) {
        int collection = createCollection(store);
        commitDurably(store, collection, threads, 200);
        StoreInfo before = store.info();
        long start = System.nanoTime();
        int each = 8_000 / threads;
        commitDurably(store, collection, threads, each);
        double rate = perSecond((long) each * threads, start);
        StoreInfo after = store.info();
        double syncs =
            (double) (after.syncs() - before.syncs()) / (after.commits() - before.commits());
        print("%8d %,12.0f %14.3f", threads, rate, syncs);
      }
      delete(path);
    }
  }

  private static void commitDurably(LogStore store, int collection, int threads, int each)
      throws InterruptedException {
    byte[] record = record(RECORD_BYTES);
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread worker =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  append(store, collection, record, true);
                }
              });
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
  }

  @Test
  void otherClientsWhileOneCommits64MiB() throws Exception {
    byte[] record = record(RECORD_BYTES);
    Path path = directory.resolve("stall");
    LongStream.Builder undisturbed = LongStream.builder();
    LongStream.Builder meanwhile = LongStream.builder();
    try (LogStore store = open(path)) {
      int collection = createCollection(store);
      for (int round = -2; round < STALL_ROUNDS; round++) { // The first two are to warm up.
        CountDownLatch synced = new CountDownLatch(1);
        LongConsumer quietly = round < 0 ? time -> {} : undisturbed;
        LongConsumer besides = round < 0 ? time -> {} : meanwhile;
        for (int i = 0; i < STALL_STORES; i++) {
          quietly.accept(storeNanos(store, collection, record));
        }
        store.sync();
        for (int i = 0; i < 64 << 20; i += record.length) {
          append(store, collection, record, false);
        }
        Thread committer =
            new Thread(
                () -> {
                  store.sync();
                  synced.countDown();
                });
        committer.start();
        while (synced.getCount() > 0) {
          besides.accept(storeNanos(store, collection, record));
        }
        committer.join();
      }
    }
    print("commit=false stores of one record while another client commits 64 MiB, microseconds");
    print("%14s %10s %10s %10s %10s %10s", "", "samples", "p50", "p99", "p99.9", "max");
    printLatencies("undisturbed", undisturbed.build().sorted().toArray());
    printLatencies("meanwhile", meanwhile.build().sorted().toArray());
    delete(path);
  }

  private static long storeNanos(LogStore store, int collection, byte[] record) {
    long start = System.nanoTime();
    append(store, collection, record, false);
    return System.nanoTime() - start;
  }

  private static void printLatencies(String what, long[] sorted) {
    print(
        "%14s %,10d %10.1f %10.1f %10.1f %10.1f",
        what,
        sorted.length,
        percentile(sorted, 0.5),
        percentile(sorted, 0.99),
        percentile(sorted, 0.999),
        percentile(sorted, 1));
  }

  private static double percentile(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e3;
  }

  private record Growth(
      int count,
      double stores,
      double fetches,
      double fetchesInBatches,
      double reads,
      double bytesPerRecord,
      double heapMebibytes,
      double openMillis) {

    void print() {
      StoreBenchmarkTest.print(
          "%,12d %,12.0f %,12.0f %,12.0f %14.1f %10.0f %10.1f %,14.0f",
          count,
          stores,
          fetchesInBatches,
          fetches,
          bytesPerRecord,
          heapMebibytes,
          openMillis,
          reads);
    }
  }

  /**
   * Through the public interface, as an application meets it: JSON text in and out. The records are
   * fetched in calls of as many as are stored in one, and one by one. The last column is what the
   * machine itself needs to read a line of memory at a random place of as many bytes, mapped in the
   * same way: the part of a fetch that grows by itself, when caches and page tables do not hold
   * everything any more.
   */
  @Test
  void costAsTheCollectionGrows() throws IOException {
    print("small JSON records through the public interface, %d per storeAll and fetchAll", BATCH);
    print(
        "%12s %12s %12s %12s %14s %10s %10s %14s",
        "records",
        "stores/s",
        "fetches/s",
        "one by one",
        "bytes/record",
        "heap MiB",
        "open ms",
        "raw reads/s");
    grow(directory.resolve("warm-up"), 1_000_000);
    Map<Integer, Growth> figures = new TreeMap<>();
    for (int count : new int[] {10_000, 100_000, 1_000_000, 10_000_000}) {
      List<Growth> rounds = new ArrayList<>();
      for (int round = 0; round < (count <= 100_000 ? ROUNDS : 1); round++) {
        rounds.add(grow(directory.resolve("grow"), count));
      }
      Growth median =
          new Growth(
              count,
              median(rounds, Growth::stores),
              median(rounds, Growth::fetches),
              median(rounds, Growth::fetchesInBatches),
              median(rounds, Growth::reads),
              median(rounds, Growth::bytesPerRecord),
              median(rounds, Growth::heapMebibytes),
              median(rounds, Growth::openMillis));
      median.print();
      figures.put(count, median);
    }
    Growth small = Objects.requireNonNull(figures.get(100_000));
    Growth large = Objects.requireNonNull(figures.get(10_000_000));
    print(
        "at 10^7 of the rate at 10^5: stores %.2f, fetches %.2f, one by one %.2f, raw reads %.2f",
        large.stores / small.stores,
        large.fetchesInBatches / small.fetchesInBatches,
        large.fetches / small.fetches,
        large.reads / small.reads);
    print(
        "at 10^7 a fetch takes %.0f ns longer than at 10^5, one by one %.0f ns, a raw read %.0f ns",
        1e9 / large.fetchesInBatches - 1e9 / small.fetchesInBatches,
        1e9 / large.fetches - 1e9 / small.fetches,
        1e9 / large.reads - 1e9 / small.reads);
  }

  private Growth grow(Path path, int count) throws IOException {
    double stores;
    double fetches;
    double fetchesInBatches;
    double reads;
    long heap;
    try (Database database = Sonatina.open(path)) {
      Collection collection = database.createCollection("records");
      List<String> batch = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        batch.add("{\"rid\":" + i % 64 + ",\"event\":\"0:" + i + "\",\"score\":" + i * 0.25 + "}");
        if (batch.size() == BATCH) {
          collection.storeAll(batch);
          batch.clear();
        }
      }
      stores = perSecond(count, start);
      database.commit(); // What the system still has to write must not disturb the reading.
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < GROWTH_FETCHES / 4; i++) {
        sink += collection.fetch(random.nextInt(count)).orElseThrow().length();
      }
      start = System.nanoTime();
      for (int i = 0; i < GROWTH_FETCHES; i++) {
        sink += collection.fetch(random.nextInt(count)).orElseThrow().length();
      }
      fetches = perSecond(GROWTH_FETCHES, start);
      fetchBatches(collection, random, count, GROWTH_FETCHES / 4);
      start = System.nanoTime();
      fetchBatches(collection, random, count, GROWTH_FETCHES);
      fetchesInBatches = perSecond(GROWTH_FETCHES, start);
      reads = rawReads(path);
      heap = usedHeap();
    }
    long start = System.nanoTime();
    Sonatina.open(path).close();
    double openMillis = (System.nanoTime() - start) / 1e6;
    double bytesPerRecord = (double) size(path) / count;
    delete(path);
    return new Growth(
        count,
        stores,
        fetches,
        fetchesInBatches,
        reads,
        bytesPerRecord,
        heap / 1048576.0,
        openMillis);
  }

  private void fetchBatches(
      Collection collection, SplittableRandom random, int count, int fetches) {
    long[] ids = new long[BATCH];
    for (int done = 0; done < fetches; done += BATCH) {
      Arrays.setAll(ids, i -> random.nextInt(count));
      for (Optional<String> record : collection.fetchAll(ids)) {
        sink += record.orElseThrow().length();
      }
    }
  }

  /** Reads of eight bytes at random places of the segments, each place depending on the last. */
  private double rawReads(Path path) throws IOException {
    List<ByteBuffer> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        try (FileChannel channel = FileChannel.open(file)) {
          segments.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
      }
    }
    SplittableRandom random = new SplittableRandom(2);
    double rate = 0;
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < GROWTH_FETCHES; i++) {
        ByteBuffer segment = segments.get(random.nextInt(segments.size()));
        int places = segment.capacity() / Long.BYTES;
        sink +=
            segment.getLong((int) ((random.nextInt(places) + (sink & 1)) % places) * Long.BYTES);
      }
      rate = perSecond(GROWTH_FETCHES, start); // The first round brings in the pages.
    }
    return rate;
  }

  @Test
  void opening() throws IOException {
    byte[] record = record(RECORD_BYTES);
    Path path = directory.resolve("gigabyte");
    Path killed = directory.resolve("killed");
    try (RivalStore.Log store = new RivalStore.Log(path)) {
      for (long bytes = 0; bytes < 1L << 30; bytes += (long) BATCH * record.length) {
        store.store(record, BATCH);
      }
    }
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      LogStore store = open(path);
      print("clean open of %,d bytes: %.1f ms", size(path), (System.nanoTime() - start) / 1e6);
      store.close();
    }
    LogOptions options = LogOptions.defaults().withTail(1L << 40, 1L << 40);
    try (LogStore store = LogStore.open(Vfs.local(), killed, options)) {
      int collection = createCollection(store);
      for (long bytes = 0; bytes < 256 << 20; bytes += (long) BATCH * record.length) {
        try (Transaction transaction = store.begin()) {
          for (int i = 0; i < BATCH; i++) {
            transaction.append(collection, record, 0, record.length);
          }
          transaction.commit(false);
        }
      }
      Path copy = directory.resolve("copy");
      copyFiles(killed, copy);
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        LogStore recovered = LogStore.open(Vfs.local(), copy, options.withReadOnly(true));
        double seconds = (System.nanoTime() - start) / 1e9;
        double mebibytes = recovered.info().tailBytes() / 1048576.0;
        print("recovery of %.0f MiB: %.0f MiB/s", mebibytes, mebibytes / seconds);
        recovered.close();
      }
    }
  }

  private static LogStore open(Path path) {
    return LogStore.open(Vfs.local(), path, LogOptions.defaults());
  }

  private static int createCollection(LogStore store) {
    try (Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("records");
      transaction.commit(true);
      return collection;
    }
  }

  private static void append(LogStore store, int collection, byte[] record, boolean durable) {
    try (Transaction transaction = store.begin()) {
      transaction.append(collection, record, 0, record.length);
      transaction.commit(durable);
    }
  }

  private static byte[] record(int length) {
    byte[] record = new byte[length];
    new SplittableRandom(1).nextBytes(record);
    return record;
  }

  private static double perSecond(long count, long startNanos) {
    return count / ((System.nanoTime() - startNanos) / 1e9);
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long size(Path directory) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @SuppressWarnings("SystemOut") // The figures belong on the console.
  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
