package dev.sonatina.cli.bench;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Clients that ask one server for as much as they can for some time, each over its connection. */
final class OverloadBench implements AutoCloseable {

  private static final String DATABASE = "sonatina-overload";
  private static final String NOTHING = "sonatina-overload-nothing";
  private static final String COLLECTION = "records";
  private static final int RECORDS_FETCHED = 1_000;

  /** What the server says when it refuses a call for lack of room. */
  private static final String REFUSAL = "overloaded";

  /** What clients ask for. */
  enum Work {
    /** Records are stored. */
    STORE,
    /** The same calls on a database that keeps nothing: what all but storing costs. */
    NOTHING,
    /** Records are fetched. */
    FETCH
  }

  /**
   * What came of the calls of some time.
   *
   * @param refused calls that the server was too loaded for, and said so
   * @param failed others
   * @param serverSeconds time of processors that the server took, 0 where that is not known
   * @param clientSeconds time of processors that the clients took
   */
  record Result(
      long answered,
      long refused,
      long failed,
      double seconds,
      double serverSeconds,
      double clientSeconds) {

    static final Result EMPTY = new Result(0, 0, 0, 0, 0, 0);

    double perSecond() {
      return answered / seconds;
    }

    double serverMicros() {
      return 1e6 * serverSeconds / answered;
    }

    double clientMicros() {
      return 1e6 * clientSeconds / answered;
    }

    Result plus(Result other) {
      return new Result(
          answered + other.answered,
          refused + other.refused,
          failed + other.failed,
          seconds + other.seconds,
          serverSeconds + other.serverSeconds,
          clientSeconds + other.clientSeconds);
    }
  }

  /** Counts calls and what became of them. */
  private static final class Tally {
    private final AtomicLong begun = new AtomicLong();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Says whether the call was answered or refused, as calls under overload are. */
    boolean count(@Nullable Throwable failure) {
      if (failure == null) {
        answered.increment();
      } else if (isRefusal(failure)) {
        refused.increment();
      } else {
        failed.increment();
        return false;
      }
      return true;
    }

    private static boolean isRefusal(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return cause != null && String.valueOf(cause.getMessage()).contains(REFUSAL);
    }
  }

  private final String address;
  private final Optional<ProcessHandle> server;
  private final byte[] record;
  private final SonataClient first;

  /**
   * Connects, and creates a database with some records of this size.
   *
   * @param server the server's process, if it is on this machine
   */
  OverloadBench(String address, Optional<ProcessHandle> server, int recordBytes) {
    this.address = address;
    this.server = server;
    String head = "{\"app\":1,\"payload\":\"";
    String text = head + "x".repeat(recordBytes - head.length() - 2) + "\"}";
    record = text.getBytes(StandardCharsets.UTF_8);
    first = SonataClient.connect(address);
    try {
      SonataAdmin admin = first.admin(0);
      admin.createDatabase(DATABASE, "unqlite", "{\"path\":\"overload\",\"publish\":\"never\"}");
      RemoteCollection records = first.database(0, DATABASE).createCollection(COLLECTION);
      for (int i = 0; i < RECORDS_FETCHED; i++) {
        records.storeAsync(record, Durability.DEFERRED).join();
      }
      admin.createDatabase(NOTHING, "null", "{}");
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** Has clients, each over a connection of its own, ask for one thing again and again. */
  Result run(Work work, int clientCount, int callsPerClient, double seconds)
      throws InterruptedException {
    Tally tally = new Tally();
    List<SonataClient> clients = new ArrayList<>();
    String database = work == Work.NOTHING ? NOTHING : DATABASE;
    try {
      CountDownLatch busy = new CountDownLatch(clientCount * callsPerClient);
      double serverBefore = processorSeconds(server);
      double clientsBefore = processorSeconds(Optional.of(ProcessHandle.current()));
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      for (int i = 0; i < clientCount; i++) {
        SonataClient client = SonataClient.connect(address);
        clients.add(client);
        RemoteCollection target =
            client.databaseUnchecked(0, database).collectionUnchecked(COLLECTION);
        for (int call = 0; call < callsPerClient; call++) {
          keepAsking(work, target, end, tally, busy);
        }
      }
      busy.await();
      return new Result(
          tally.answered.sum(),
          tally.refused.sum(),
          tally.failed.sum(),
          (System.nanoTime() - start) / 1e9,
          processorSeconds(server) - serverBefore,
          processorSeconds(Optional.of(ProcessHandle.current())) - clientsBefore);
    } finally {
      clients.forEach(SonataClient::close);
    }
  }

  private static double processorSeconds(Optional<ProcessHandle> process) {
    return process
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(time -> time.toNanos() / 1e9)
        .orElse(0.0);
  }

  /** Calls, and calls again from the connection's own thread once that call has its answer. */
  // What follows a call only counts and cannot fail.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void keepAsking(
      Work work, RemoteCollection target, long endNanos, Tally tally, CountDownLatch busy) {
    begin(work, target, tally.begun.getAndIncrement())
        .whenComplete(
            (result, failure) -> {
              boolean isWell = tally.count(failure);
              if (isWell && System.nanoTime() < endNanos) {
                keepAsking(work, target, endNanos, tally, busy);
              } else {
                busy.countDown();
              }
            });
  }

  private CompletableFuture<?> begin(Work work, RemoteCollection target, long number) {
    return work == Work.FETCH
        ? target.findAsync(number % RECORDS_FETCHED)
        : target.storeAllAsync(List.of(record), Durability.DEFERRED);
  }

  /** Destroys the databases and disconnects. */
  @Override
  public void close() {
    try {
      first.admin(0).destroyDatabase(DATABASE);
      first.admin(0).destroyDatabase(NOTHING);
    } finally {
      first.close();
    }
  }
}
