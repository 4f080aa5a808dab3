package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed with no chance to tidy up while four clients write to it, and started again on
 * the same files, over and over. What the clients noted down decides: everything acknowledged is
 * there, nothing refused is, and what is unknown is there whole or not at all. Two servers that
 * know nothing of each other go through this at the same time, so that one can start while the
 * other works.
 *
 * <p>Every second kill comes at a random moment, the others from within the server's n-th write to
 * a file, by {@code strace}; where that cannot be used all come at random moments, and the test
 * says so. {@code -Dtest.profile=long} kills 100 times instead of 10.
 */
@Tag("packaged")
class KilledServerTest {

  private static final int SERVERS = 2;
  private static final int KILLS = "long".equals(System.getProperty("sonatina.profile")) ? 100 : 10;

  private final long seed = Long.getLong("sonatina.seed", 1);
  private final List<KilledServer> servers = new ArrayList<>();

  @Test
  void whatWasAcknowledgedSurvivesTheServer(@TempDir Path directory) throws Exception {
    boolean canTrace = KillingTracer.isAvailable();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(SERVERS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      Path own = Files.createDirectory(directory.resolve("server" + i));
      KilledServer server = new KilledServer(own, seed + i);
      servers.add(server);
      List<Boolean> atWrites = new ArrayList<>();
      for (int kill = i; kill < KILLS; kill += SERVERS) {
        atWrites.add(canTrace && kill / SERVERS % 2 == i % 2);
      }
      running.add(
          threads.submit(
              () -> {
                server.run(atWrites);
                return null;
              }));
    }
    threads.shutdown();
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError("see the cause", e.getCause());
      }
    }
    report(canTrace, System.nanoTime() - start);
  }

  @SuppressWarnings("SystemOut") // The figures belong on the console.
  private void report(boolean canTrace, long nanos) {
    long acknowledged = sum(RecordingClient::acknowledged);
    assertTrue(acknowledged > KILLS, "hardly anything was acknowledged");
    System.out.println(
        "D2: "
            + KILLS
            + " kills -9 of servers under "
            + KilledServer.CLIENTS
            + " writing clients ("
            + servers.stream().mapToInt(KilledServer::killsAtWrites).sum()
            + " from within a write"
            + (canTrace ? "" : ", as strace cannot be used here")
            + "), "
            + acknowledged
            + " operations acknowledged, "
            + sum(RecordingClient::refused)
            + " refused, "
            + sum(RecordingClient::unknown)
            + " unknown, in "
            + nanos / 1_000_000
            + " ms: 0 lost, 0 half-applied; reading everything back took at most "
            + servers.stream().mapToLong(KilledServer::checkNanosMax).max().orElse(0) / 1_000_000
            + " ms");
  }

  private long sum(ToLongFunction<RecordingClient> figure) {
    return servers.stream().flatMap(server -> server.clients().stream()).mapToLong(figure).sum();
  }
}
