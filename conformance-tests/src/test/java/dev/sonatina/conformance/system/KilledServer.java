package dev.sonatina.conformance.system;

import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * A server that is killed while four clients write to it, started again on the same files and
 * compared with what the clients noted down, over and over. Used by one thread.
 */
final class KilledServer {

  static final int CLIENTS = 4;

  /** So many operations are acknowledged at most before a kill at a random moment. */
  private static final int OPERATIONS_MAX = 200;

  /** After so many, a server that was to be killed from within a write is killed in any case. */
  private static final int OPERATIONS_TRACED_MAX = 2_000;

  /** Each thread of the server counts its own writes, so all together make a few times as many. */
  private static final int WRITES_MAX = 40;

  private final Path directory;
  private final long seed;
  private final RandomGenerator random;
  private final List<RecordingClient> clients = new ArrayList<>();
  private int killsAtWrites;
  private long checkNanosMax;

  /**
   * @param directory an empty directory
   */
  KilledServer(Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new RecordingClient("client" + i, random.nextLong()));
    }
  }

  /** What the clients noted down. */
  List<RecordingClient> clients() {
    return clients;
  }

  /** How many kills came from within a write rather than after so many operations. */
  int killsAtWrites() {
    return killsAtWrites;
  }

  /** How long the longest comparison of everything took. */
  long checkNanosMax() {
    return checkNanosMax;
  }

  /**
   * Kills the server once for each element, from within some write to a file where it is true and
   * at a random moment otherwise.
   *
   * @throws AssertionError if anything acknowledged is lost, or anything is there by half
   */
  void run(List<Boolean> atWrites) throws IOException, InterruptedException {
    ServedProcess.createDatabase(directory);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (boolean atWrite : atWrites) {
        try (ServedProcess server = ServedProcess.start(directory)) {
          checkEverything(server);
          if (atWrite) {
            killAtWrite(server, threads);
          } else {
            workUntilKilled(server, threads, 1 + random.nextInt(OPERATIONS_MAX));
          }
        }
      }
      try (ServedProcess server = ServedProcess.start(directory)) {
        checkEverything(server);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Each client compares what the server has with what it noted. */
  private void checkEverything(ServedProcess server) {
    long start = System.nanoTime();
    try (SonataClient connection = SonataClient.connect(server.address())) {
      for (RecordingClient client : clients) {
        client.check(server.database(connection), "seed " + seed);
      }
    }
    checkNanosMax = Math.max(checkNanosMax, System.nanoTime() - start);
  }

  private void killAtWrite(ServedProcess server, ExecutorService threads)
      throws IOException, InterruptedException {
    KillingTracer tracer = server.killAtWrite(1 + random.nextInt(WRITES_MAX));
    try {
      boolean came = !workUntilKilled(server, threads, OPERATIONS_TRACED_MAX);
      killsAtWrites += came ? 1 : 0;
    } finally {
      tracer.close();
    }
  }

  /**
   * Lets the clients write until the server is gone, which it is at the latest after so many
   * acknowledged operations; returns whether it was they that ended it.
   */
  private boolean workUntilKilled(ServedProcess server, ExecutorService threads, int operations)
      throws InterruptedException {
    Operations left = new Operations(operations, server::kill);
    List<Future<?>> running = new ArrayList<>();
    for (RecordingClient client : clients) {
      running.add(threads.submit(() -> client.work(server, left)));
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError("seed " + seed, e.getCause());
      }
    }
    return left.isExhausted();
  }

  /** Counts down what is acknowledged, and then does something once. */
  static final class Operations {
    private final Runnable atTheEnd;
    private int left;

    Operations(int count, Runnable atTheEnd) {
      this.left = count;
      this.atTheEnd = atTheEnd;
    }

    synchronized boolean isExhausted() {
      return left <= 0;
    }

    synchronized void acknowledged() {
      if (--left == 0) {
        atTheEnd.run();
      }
    }
  }
}
