package dev.sonatina.cli.bench;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Clients that ask one server for as much as they can for some time, each over its connection. */
final class OverloadBench implements AutoCloseable {

  private static final String DATABASE = "sonatina-overload";
  private static final String COLLECTION = "records";
  private static final int RECORDS_FETCHED = 1_000;

  /** What the server says when it refuses a call for lack of room. */
  private static final String REFUSAL = "overloaded";

  /**
   * What came of the calls of some time.
   *
   * @param refused calls that the server was too loaded for, and said so
   * @param failed others
   */
  record Result(long answered, long refused, long failed, double seconds) {
    double perSecond() {
      return answered / seconds;
    }
  }

  /** Begins one call. */
  private interface Operation {
    CompletableFuture<?> begin(RemoteCollection collection, long number);
  }

  private final String address;
  private final byte[] record;
  private final SonataClient first;

  /** Connects, and creates a database with some records of this size. */
  OverloadBench(String address, int recordBytes) {
    this.address = address;
    String head = "{\"app\":1,\"payload\":\"";
    String text = head + "x".repeat(recordBytes - head.length() - 2) + "\"}";
    record = text.getBytes(StandardCharsets.UTF_8);
    first = SonataClient.connect(address);
    try {
      first
          .admin(0)
          .createDatabase(DATABASE, "unqlite", "{\"path\":\"overload\",\"publish\":\"never\"}");
      RemoteCollection records = first.database(0, DATABASE).createCollection(COLLECTION);
      for (int i = 0; i < RECORDS_FETCHED; i++) {
        records.storeAsync(record, Durability.DEFERRED).join();
      }
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** Stores record after record. */
  Result store(int clients, int callsPerClient, double seconds) throws InterruptedException {
    return run(
        clients,
        callsPerClient,
        seconds,
        (collection, number) -> collection.storeAllAsync(List.of(record), Durability.DEFERRED));
  }

  /** Fetches record after record. */
  Result fetch(int clients, int callsPerClient, double seconds) throws InterruptedException {
    return run(
        clients,
        callsPerClient,
        seconds,
        (collection, number) -> collection.findAsync(number % RECORDS_FETCHED));
  }

  private Result run(int clientCount, int calls, double seconds, Operation operation)
      throws InterruptedException {
    LongAdder answered = new LongAdder();
    LongAdder refused = new LongAdder();
    LongAdder failed = new LongAdder();
    List<SonataClient> clients = new ArrayList<>();
    try {
      List<Thread> threads = new ArrayList<>();
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      for (int i = 0; i < clientCount; i++) {
        SonataClient client = SonataClient.connect(address);
        clients.add(client);
        RemoteCollection target =
            client.databaseUnchecked(0, DATABASE).collectionUnchecked(COLLECTION);
        Thread thread =
            new Thread(() -> drive(target, end, calls, operation, answered, refused, failed));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      double taken = (System.nanoTime() - start) / 1e9;
      return new Result(answered.sum(), refused.sum(), failed.sum(), taken);
    } finally {
      clients.forEach(SonataClient::close);
    }
  }

  // What follows a call only counts and cannot fail.
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void drive(
      RemoteCollection target,
      long endNanos,
      int calls,
      Operation operation,
      LongAdder answered,
      LongAdder refused,
      LongAdder failed) {
    Semaphore free = new Semaphore(calls);
    for (long number = 0; System.nanoTime() < endNanos; number++) {
      free.acquireUninterruptibly();
      operation
          .begin(target, number)
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  answered.increment();
                } else if (isRefusal(failure)) {
                  refused.increment();
                } else {
                  failed.increment();
                }
                free.release();
              });
    }
    free.acquireUninterruptibly(calls);
  }

  private static boolean isRefusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause != null && String.valueOf(cause.getMessage()).contains(REFUSAL);
  }

  /** Destroys the database and disconnects. */
  @Override
  public void close() {
    try {
      first.admin(0).destroyDatabase(DATABASE);
    } finally {
      first.close();
    }
  }
}
