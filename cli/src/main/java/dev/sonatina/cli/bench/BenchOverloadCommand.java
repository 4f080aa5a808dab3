package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Asks a small server for several times as much as it can do, and tells what it still does. */
final class BenchOverloadCommand extends Verb {

  private static final int CLIENTS = 8;
  private static final int CALLS = 8;
  private static final int CALLS_OVERLOADED = 512;
  private static final double SHARE_MIN = 0.8;
  private static final double WARM_UP_SECONDS_MAX = 3;

  /** Usual and overloaded take turns, so that what warms up or disturbs is shared by both. */
  private static final int ROUNDS = 4;

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
        "First a few clients, with enough calls under way to keep the server busy, then"
            + " several times as many with more calls than a connection takes; the two take turns."
            + " Compared is what was answered each second. The server is a process of its own."
            + " Refused are calls whose answer says that the server is overloaded; nothing else may"
            + " fail. The status is 0 if nothing did, the server lives, and 80 %% of the throughput"
            + " was left. nothing is store on a database that keeps nothing: what the clients and"
            + " the network cost. So do the microseconds of processors that a call took.",
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
      return load(given, Optional.empty()) ? 0 : 1;
    }
    try (ServerProcess server =
        ServerProcess.start("-Xmx" + heap.value(), "-XX:+ExitOnOutOfMemoryError")) {
      return load(server.address(), Optional.of(server.handle())) && server.isAlive() ? 0 : 1;
    }
  }

  private boolean load(String server, Optional<ProcessHandle> process) throws InterruptedException {
    boolean isWell = true;
    try (OverloadBench bench = new OverloadBench(server, process, recordBytes.value())) {
      for (OverloadBench.Work work : OverloadBench.Work.values()) {
        bench.run(work, CLIENTS, CALLS, Math.min(WARM_UP_SECONDS_MAX, seconds.value()));
        OverloadBench.Result usual = OverloadBench.Result.EMPTY;
        OverloadBench.Result overloaded = OverloadBench.Result.EMPTY;
        for (int round = 0; round < ROUNDS; round++) {
          usual = usual.plus(bench.run(work, CLIENTS, CALLS, seconds.value() / ROUNDS));
          overloaded =
              overloaded.plus(
                  bench.run(
                      work, times.value() * CLIENTS, CALLS_OVERLOADED, seconds.value() / ROUNDS));
        }
        isWell &= compare(work, usual, overloaded);
      }
    }
    return isWell;
  }

  private boolean compare(
      OverloadBench.Work work, OverloadBench.Result usual, OverloadBench.Result overloaded) {
    long failed = usual.failed() + usual.refused() + overloaded.failed();
    double share = overloaded.perSecond() / usual.perSecond();
    out.printf(
        Locale.ROOT,
        "%-8s %,8.0f /s, overloaded %,8.0f /s (%.2f), %d refused, %d failed%n",
        work.name().toLowerCase(Locale.ROOT),
        usual.perSecond(),
        overloaded.perSecond(),
        share,
        overloaded.refused(),
        failed);
    if (usual.serverSeconds() > 0) {
      print("the server", usual.serverMicros(), overloaded.serverMicros());
    }
    print("clients", usual.clientMicros(), overloaded.clientMicros());
    return failed == 0 && (work == OverloadBench.Work.NOTHING || share >= SHARE_MIN);
  }

  private void print(String who, double micros, double microsOverloaded) {
    out.printf(
        Locale.ROOT,
        "%-8s %s took %.1f us a call, overloaded %.1f us%n",
        "",
        who,
        micros,
        microsOverloaded);
  }
}
