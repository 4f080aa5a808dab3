package dev.sonatina.cli.bench;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of one server, and the operations that they time together. */
final class ServerBench implements AutoCloseable {

  /** Room for the members that every record has. */
  static final int RECORD_BYTES_MIN = 64;

  private static final String DATABASE = "sonatina-bench";
  private static final int PROVIDER = 0;
  private static final String SELECTIVE = "function($r) { return $r.i % 100 == 7; }";

  /** How often each client reads everything or filters; each touches every record. */
  private static final int SCANS_PER_CLIENT = 3;

  /**
   * What one operation took.
   *
   * @param records that were stored or handed over, or for filters looked at
   * @param p50Millis what half of the calls took at most, 0 when all failed
   * @param p99Millis what all but one in a hundred took at most
   */
  record Result(
      String what, long records, double seconds, double p50Millis, double p99Millis, long failed) {}

  /** Begins one call of one client. */
  private interface Operation {
    CompletableFuture<?> begin(RemoteCollection collection, int number);
  }

  private final List<SonataClient> clients = new ArrayList<>();
  private final int inFlightPerClient;
  private final int batch;
  private final AtomicInteger round = new AtomicInteger();

  /** Connects, and creates the database. */
  ServerBench(String address, String config, int clientCount, int inFlight, int batch) {
    inFlightPerClient = Math.max(1, inFlight / clientCount);
    this.batch = batch;
    for (int i = 0; i < clientCount; i++) {
      clients.add(SonataClient.connect(address));
    }
    try {
      clients.get(0).admin(PROVIDER).createDatabase(DATABASE, "unqlite", config);
    } catch (RuntimeException e) {
      clients.forEach(SonataClient::close);
      throw e;
    }
  }

  /** Every operation once, over records of this size in new collections. */
  List<Result> round(int size, int records) throws InterruptedException {
    RemoteDatabase database = clients.get(0).database(PROVIDER, DATABASE);
    String one = "store_" + round.incrementAndGet();
    String many = "batch_" + round.get();
    database.createCollection(one);
    database.createCollection(many);
    int stores = records / clients.size();
    int batches = Math.max(1, stores / batch);
    long stored = (long) stores * clients.size();
    List<Result> results = new ArrayList<>();
    results.add(
        time(
            "store",
            one,
            stores,
            1,
            (c, n) -> c.storeAllAsync(List.of(record(n, size)), Durability.DEFERRED)));
    results.add(
        time(
            "batch",
            many,
            batches,
            batch,
            (c, n) -> c.storeAllAsync(batch(n, size), Durability.DEFERRED)));
    results.add(time("fetch", one, stores, 1, (c, n) -> c.findAsync(n * 7919L % stored)));
    results.add(
        time(
            "filter",
            one,
            SCANS_PER_CLIENT,
            stored,
            (c, n) -> c.filterAsync(FilterRequest.of(SELECTIVE))));
    results.add(time("all", one, SCANS_PER_CLIENT, stored, (c, n) -> c.allAsync()));
    database.dropCollection(one);
    database.dropCollection(many);
    return results;
  }

  private static byte[] record(int number, int size) {
    String head = "{\"i\":" + number + ",\"app\":1,\"payload\":\"";
    return (head + "x".repeat(size - head.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private List<byte[]> batch(int number, int size) {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      records.add(record(number * batch + i, size));
    }
    return records;
  }

  /** Lets every client make this many calls; large answers are fetched one at a time. */
  private Result time(
      String what, String collection, int calls, long recordsPerCall, Operation operation)
      throws InterruptedException {
    int window = recordsPerCall > batch ? 1 : inFlightPerClient;
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    AtomicLong failed = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (SonataClient client : clients) {
      RemoteCollection target =
          client.databaseUnchecked(PROVIDER, DATABASE).collectionUnchecked(collection);
      Thread thread =
          new Thread(() -> drive(target, calls, window, operation, nanos, failed), "bench");
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Result(
        what,
        sorted.length * recordsPerCall,
        seconds,
        percentileMillis(sorted, 0.5),
        percentileMillis(sorted, 0.99),
        failed.get());
  }

  private static double percentileMillis(long[] sortedNanos, double share) {
    int at = (int) Math.ceil(share * sortedNanos.length) - 1;
    return sortedNanos.length == 0 ? 0 : sortedNanos[Math.max(0, at)] / 1e6;
  }

  // What follows a call only counts and cannot fail.
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void drive(
      RemoteCollection target,
      int calls,
      int window,
      Operation operation,
      List<Long> nanos,
      AtomicLong failed) {
    Semaphore free = new Semaphore(window);
    for (int i = 0; i < calls; i++) {
      free.acquireUninterruptibly();
      long start = System.nanoTime();
      operation
          .begin(target, i)
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  nanos.add(System.nanoTime() - start);
                } else {
                  failed.incrementAndGet();
                }
                free.release();
              });
    }
    free.acquireUninterruptibly(window);
  }

  /** Destroys the database and disconnects. */
  @Override
  public void close() {
    try {
      clients.get(0).admin(PROVIDER).destroyDatabase(DATABASE);
    } catch (SonatinaException e) {
      // A database in memory is gone all the same; the complaint is that it has no file.
      if (e.code() != ErrorCode.REFUSED) {
        throw e;
      }
    } finally {
      clients.forEach(SonataClient::close);
    }
  }
}
