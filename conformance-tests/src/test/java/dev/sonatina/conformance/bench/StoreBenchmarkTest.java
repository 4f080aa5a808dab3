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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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
  private static final int GROWTH_ROUNDS = 9;
  private static final int GROWTH_FETCHES = 300_000;

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

  /** A database of some size, with the times that each operation took, in nanoseconds. */
  private record Grown(
      int count,
      Path path,
      Database database,
      List<ByteBuffer> segments,
      double stores,
      double heapMebibytes,
      Map<Growing, List<Double>> times) {

    double nanos(Growing operation) {
      return median(times.getOrDefault(operation, List.of()), Double::doubleValue);
    }

    double rate(Growing operation) {
      return 1e9 / nanos(operation);
    }
  }

  /**
   * What is measured as a collection grows; a fetch by each way, and what it at least waits for.
   */
  private enum Growing {
    ONE_BY_ONE,
    IN_BATCHES,
    DEPENDENT_READ,
    INDEPENDENT_READ
  }

  /**
   * Through the public interface, as an application meets it: JSON text in and out. The records are
   * fetched in calls of as many as are stored in one, and one by one, all sizes in turns. The last
   * columns are what the machine itself needs to read a line of memory at a random place of as many
   * bytes, mapped in the same way, when each place depends on what the last read gave and when it
   * does not: the part of a fetch that grows by itself, when caches and page tables do not hold
   * everything any more. A fetch of one record has to wait for at least one such dependent read,
   * one of many for an independent one.
   */
  @Test
  void costAsTheCollectionGrows() throws IOException {
    close(grow(directory.resolve("warm-up"), 1_000_000));
    List<Grown> sizes = new ArrayList<>();
    for (int count : new int[] {10_000, 100_000, 1_000_000, 10_000_000}) {
      sizes.add(growRepeatedly(count));
    }
    for (int round = -2; round < GROWTH_ROUNDS; round++) { // The first two are to warm up.
      for (Growing operation : Growing.values()) {
        for (Grown grown : sizes) {
          measure(operation, grown, GROWTH_FETCHES / 4); // What others left in the caches.
          double time = measure(operation, grown, GROWTH_FETCHES);
          if (round >= 0) {
            grown.times.computeIfAbsent(operation, each -> new ArrayList<>()).add(time);
          }
        }
      }
    }
    print("small JSON records through the public interface, %d per storeAll and fetchAll", BATCH);
    print(
        "%12s %12s %12s %12s %14s %10s %10s %14s %14s",
        "records",
        "stores/s",
        "fetches/s",
        "one by one",
        "bytes/record",
        "heap MiB",
        "open ms",
        "dependent/s",
        "independent/s");
    for (Grown grown : sizes) {
      printAndClose(grown);
    }
    Grown small = sizes.get(1);
    Grown large = sizes.get(3);
    print("at 10^7 of the rate at 10^5: stores %.2f", large.stores / small.stores);
    compare("fetches", small, large, Growing.IN_BATCHES, Growing.INDEPENDENT_READ);
    compare("fetches one by one", small, large, Growing.ONE_BY_ONE, Growing.DEPENDENT_READ);
    print("(checksum %d)", sink);
  }

  /** Beside the ratio, what it would be if only the reading of one line of memory took longer. */
  private static void compare(String what, Grown small, Grown large, Growing fetch, Growing read) {
    double longer = large.nanos(read) - small.nanos(read);
    print(
        "at 10^7 of the rate at 10^5: %s %.2f, if one raw read were all that takes longer %.2f"
            + " (%.0f ns longer, a raw read %.0f ns)",
        what,
        small.nanos(fetch) / large.nanos(fetch),
        small.nanos(fetch) / (small.nanos(fetch) + longer),
        large.nanos(fetch) - small.nanos(fetch),
        longer);
  }

  /** Small collections are stored several times, of which the median counts. */
  private Grown growRepeatedly(int count) throws IOException {
    List<Double> stores = new ArrayList<>();
    int repetitions = count <= 100_000 ? ROUNDS : 1;
    for (int i = 1; i < repetitions; i++) {
      Grown grown = grow(directory.resolve("again"), count);
      stores.add(grown.stores);
      close(grown);
    }
    Grown last = grow(directory.resolve("grown" + count), count);
    stores.add(last.stores);
    return new Grown(
        count,
        last.path,
        last.database,
        last.segments,
        median(stores, Double::doubleValue),
        last.heapMebibytes,
        last.times);
  }

  private static Grown grow(Path path, int count) throws IOException {
    long heapBefore = usedHeap();
    Database database = Sonatina.open(path);
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
    double stores = perSecond(count, start);
    database.commit(); // What the system still has to write must not disturb the reading.
    double heap = (usedHeap() - heapBefore) / 1048576.0;
    return new Grown(
        count, path, database, segments(path), stores, heap, new EnumMap<>(Growing.class));
  }

  private static void close(Grown grown) throws IOException {
    grown.database.close();
    delete(grown.path);
  }

  private static void printAndClose(Grown grown) throws IOException {
    grown.database.close();
    long start = System.nanoTime();
    Sonatina.open(grown.path).close();
    double openMillis = (System.nanoTime() - start) / 1e6;
    print(
        "%,12d %,12.0f %,12.0f %,12.0f %14.1f %10.0f %10.1f %,14.0f %,14.0f",
        grown.count,
        grown.stores,
        grown.rate(Growing.IN_BATCHES),
        grown.rate(Growing.ONE_BY_ONE),
        (double) size(grown.path) / grown.count,
        grown.heapMebibytes,
        openMillis,
        grown.rate(Growing.DEPENDENT_READ),
        grown.rate(Growing.INDEPENDENT_READ));
    delete(grown.path);
  }

  /** Returns how many nanoseconds one of these operations took. */
  private double measure(Growing operation, Grown grown, int operations) {
    Collection collection = grown.database.collection("records");
    SplittableRandom random = new SplittableRandom(sink);
    long start = System.nanoTime();
    switch (operation) {
      case ONE_BY_ONE -> {
        for (int i = 0; i < operations; i++) {
          sink += collection.fetch(random.nextInt(grown.count)).orElseThrow().length();
        }
      }
      case IN_BATCHES -> fetchBatches(collection, random, grown.count, operations);
      case DEPENDENT_READ -> readRaw(grown.segments, random, operations, true);
      case INDEPENDENT_READ -> readRaw(grown.segments, random, operations, false);
    }
    return (System.nanoTime() - start) / (double) operations;
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

  /**
   * Reads eight bytes each at random places of the segments.
   *
   * @param dependent whether each place depends on what was read before
   */
  private void readRaw(
      List<ByteBuffer> segments, SplittableRandom random, int reads, boolean dependent) {
    ByteBuffer[] sources = new ByteBuffer[BATCH];
    int[] places = new int[BATCH];
    long sum = 0;
    for (int done = 0; done < reads; done += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        sources[i] = segments.get(random.nextInt(segments.size()));
        places[i] = random.nextInt(sources[i].capacity() / Long.BYTES - 1);
      }
      for (int i = 0; i < BATCH; i++) {
        int place = dependent ? places[i] + (int) (sum & 1) : places[i];
        sum += sources[i].getLong(place * Long.BYTES);
      }
    }
    sink += sum;
  }

  /** Those of about full size: a place in a smaller one would be read more often than others. */
  private static List<ByteBuffer> segments(Path path) throws IOException {
    List<ByteBuffer> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        try (FileChannel channel = FileChannel.open(file)) {
          segments.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
      }
    }
    int largest = segments.stream().mapToInt(ByteBuffer::capacity).max().orElseThrow();
    segments.removeIf(segment -> segment.capacity() < largest / 2);
    return segments;
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
