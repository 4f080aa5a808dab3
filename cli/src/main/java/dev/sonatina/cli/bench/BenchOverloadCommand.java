package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Asks a small server for several times as much as it can do, and tells what it still does. */
final class BenchOverloadCommand extends Verb {

  private static final int CLIENTS = 8;
  private static final int CALLS = 8;
  private static final int CALLS_OVERLOADED = 512;
  private static final double SHARE_MIN = 0.8;
  private static final double WARM_UP_SECONDS_MAX = 3;

  private final PrintStream out;

  private final Argument<Double> seconds =
      option("--seconds", "N", "How long each load lasts (default: ${DEFAULT-VALUE}).")
          .orElse("20")
          .as(Double.class);

  private final Argument<Integer> times =
      option("--times", "N", "How many times as many clients (default: ${DEFAULT-VALUE}).")
          .orElse("4")
          .as(Integer.class);

  private final Argument<Integer> recordBytes =
      option("--size", "BYTES", "Size of a record (default: ${DEFAULT-VALUE}).")
          .orElse("4096")
          .as(Integer.class);

  private final Argument<String> heap =
      option("--heap", "SIZE", "The server's heap, as Java takes it (default: ${DEFAULT-VALUE}).")
          .orElse("256m")
          .as(String.class);

  private final Argument<String> address =
      option("--address", "ADDRESS", "A server to load (default: one of its own, with --heap).")
          .as(String.class);

  BenchOverloadCommand(PrintStream out) {
    super("overload", "Asks a small server for several times as much as it can do.");
    footer(
        "",
        "First a few clients, with enough calls under way to keep the server busy, then",
        "several times as many with as many calls as a connection takes. Compared is what",
        "was answered each second. The server is a process of its own. Refused are calls",
        "whose answer says that the server is overloaded; nothing else may fail. The status",
        "is 0 if nothing did, the server lives, and 80 % of the throughput was left.",
        "",
        "Example: sonatina bench overload --seconds 20 --heap 256m");
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(seconds.value() > 0)
        || times.value() < 1
        || recordBytes.value() < ServerBench.RECORD_BYTES_MIN) {
      throw wrongUse(
          "--seconds, --times, --size: too small (expected: more than 0, from 1, from "
              + ServerBench.RECORD_BYTES_MIN
              + ")");
    }
    String given = address.orNull();
    if (given != null) {
      return load(given) ? 0 : 1;
    }
    try (ServerProcess server =
        ServerProcess.start("-Xmx" + heap.value(), "-XX:+ExitOnOutOfMemoryError")) {
      return load(server.address()) && server.isAlive() ? 0 : 1;
    }
  }

  private boolean load(String server) throws InterruptedException {
    double warmUpSeconds = Math.min(WARM_UP_SECONDS_MAX, seconds.value());
    int manyClients = times.value() * CLIENTS;
    try (OverloadBench bench = new OverloadBench(server, recordBytes.value())) {
      bench.store(CLIENTS, CALLS, warmUpSeconds);
      bench.fetch(CLIENTS, CALLS, warmUpSeconds);
      boolean storesWell =
          compare(
              "store",
              bench.store(CLIENTS, CALLS, seconds.value()),
              bench.store(manyClients, CALLS_OVERLOADED, seconds.value()));
      boolean fetchesWell =
          compare(
              "fetch",
              bench.fetch(CLIENTS, CALLS, seconds.value()),
              bench.fetch(manyClients, CALLS_OVERLOADED, seconds.value()));
      return storesWell && fetchesWell;
    }
  }

  private boolean compare(
      String what, OverloadBench.Result usual, OverloadBench.Result overloaded) {
    long failed = usual.failed() + usual.refused() + overloaded.failed();
    double share = overloaded.perSecond() / usual.perSecond();
    out.printf(
        Locale.ROOT,
        "%-6s %,8.0f /s, overloaded %,8.0f /s (%.2f), %d refused, %d failed%n",
        what,
        usual.perSecond(),
        overloaded.perSecond(),
        share,
        overloaded.refused(),
        failed);
    return share >= SHARE_MIN && failed == 0;
  }
}
