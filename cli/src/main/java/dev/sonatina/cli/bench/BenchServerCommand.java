package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Puts a server under the load of several clients, one operation after the other. */
final class BenchServerCommand extends Verb {

  private final PrintStream out;

  private final Argument<String> address =
      option(
              "--address",
              "ADDRESS",
              "A server to measure, ours or a C++ Sonata (default: one of its own).")
          .as(String.class);

  private final Argument<Integer> clients =
      option("--clients", "N", "Clients at once (default: ${DEFAULT-VALUE}).")
          .orElse("8")
          .as(Integer.class);

  private final Argument<Integer> inFlight =
      option(
              "--in-flight",
              "N",
              "Calls that all clients together have under way (default: ${DEFAULT-VALUE}).")
          .orElse("64")
          .as(Integer.class);

  private final Argument<Integer> records =
      option(
              "--records",
              "N",
              "Records that each operation stores or fetches (default: ${DEFAULT-VALUE}).")
          .orElse("10000")
          .as(Integer.class);

  private final Argument<List<Integer>> sizes =
      option(
              "--sizes",
              "BYTES,…",
              "Sizes of records, with commas between (default: ${DEFAULT-VALUE}).")
          .orElse("512,4096")
          .separatedBy(",")
          .listOf(Integer.class);

  private final Argument<Integer> batch =
      option("--batch", "N", "Records in each call of batch (default: ${DEFAULT-VALUE}).")
          .orElse("50")
          .as(Integer.class);

  private final Argument<Integer> warmup =
      option(
              "--warmup",
              "N",
              "Records of a round before, which is not counted (default: ${DEFAULT-VALUE}).")
          .orElse("5000")
          .as(Integer.class);

  private final Argument<String> config =
      option("--database", "JSON", "Configuration of the database, which is destroyed afterwards.")
          .orElse("{\"path\":\"sonatina-bench.unqlite\",\"bypass\":true}")
          .as(String.class);

  BenchServerCommand(PrintStream out) {
    super(
        "server",
        "Times what several clients together get from a server, one operation after the other.");
    footer(
        "",
        "Each client has a connection of its own; --in-flight is shared among them. store",
        "is what Chimbuko does: one record in each store_multi, not waited for. batch",
        "stores several in each, fetch asks for one, filter selects one in a hundred, all",
        "reads the whole collection. A call's time runs from sending it to having its",
        "answer read. Without --address the server is a process of its own, started for",
        "this and ended again.",
        "",
        "Example: sonatina bench server --clients 8 --sizes 4096");
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--clients", clients.value(), 1, 1_000);
    check("--in-flight", inFlight.value(), clients.value(), 1 << 16);
    check("--records", records.value(), clients.value(), 100_000_000);
    check("--batch", batch.value(), 1, 100_000);
    check("--warmup", warmup.value(), 0, 100_000_000);
    for (int size : sizes.value()) {
      check("--sizes", size, ServerBench.RECORD_BYTES_MIN, 1 << 24);
    }
    String given = address.orNull();
    if (given != null) {
      return measure(given);
    }
    try (ServerProcess server = ServerProcess.start()) {
      return measure(server.address());
    }
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw wrongUse(option + ": " + value + " (expected: " + min + " to " + max + ")");
    }
  }

  private int measure(String server) throws InterruptedException {
    out.printf(
        Locale.ROOT,
        "%d clients, %d calls under way, %,d records, database %s%n",
        clients.value(),
        inFlight.value(),
        records.value(),
        config.value());
    out.printf(
        Locale.ROOT,
        "%-8s %8s %12s %10s %10s %10s %8s%n",
        "what",
        "bytes",
        "records/s",
        "MB/s",
        "p50 ms",
        "p99 ms",
        "failed");
    long failed = 0;
    try (ServerBench bench =
        new ServerBench(server, config.value(), clients.value(), inFlight.value(), batch.value())) {
      for (int size : sizes.value()) {
        if (warmup.value() > 0) {
          bench.round(size, warmup.value());
        }
        for (ServerBench.Result result : bench.round(size, records.value())) {
          print(size, result);
          failed += result.failed();
        }
      }
    }
    return failed == 0 ? 0 : 1;
  }

  private void print(int size, ServerBench.Result result) {
    double perSecond = result.records() / result.seconds();
    out.printf(
        Locale.ROOT,
        "%-8s %8d %,12.0f %,10.1f %10.2f %10.2f %8d%n",
        result.what(),
        size,
        perSecond,
        perSecond * size / 1e6,
        result.p50Millis(),
        result.p99Millis(),
        result.failed());
  }
}
