package dev.sonatina.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a small server for several times as much as it can do, and tells what it still does. */
@Command(
    name = "overload",
    description = "Asks a small server for several times as much as it can do.",
    footer = {
      "",
      "First a few clients, with enough calls under way to keep the server busy, then",
      "several times as many with as many calls as a connection takes. Compared is what",
      "was answered each second. The server is a process of its own. Refused are calls",
      "whose answer says that the server is overloaded; nothing else may fail. The status",
      "is 0 if nothing did, the server lives, and 80 % of the throughput was left.",
      "",
      "Example: sonatina bench overload --seconds 20 --heap 256m"
    })
final class BenchOverloadCommand implements Callable<Integer> {

  private static final int CLIENTS = 8;
  private static final int CALLS = 8;
  private static final int CALLS_OVERLOADED = 512;
  private static final double SHARE_MIN = 0.8;
  private static final double WARM_UP_SECONDS_MAX = 3;

  private final PrintStream out;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long each load lasts (default: ${DEFAULT-VALUE}).")
  private double seconds = 20;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many times as many clients (default: ${DEFAULT-VALUE}).")
  private int times = 4;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description = "Size of a record (default: ${DEFAULT-VALUE}).")
  private int recordBytes = 4_096;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "256m",
      description = "The server's heap, as Java takes it (default: ${DEFAULT-VALUE}).")
  private String heap = "256m";

  BenchOverloadCommand(PrintStream out) {
    this.out = out;
  }

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "A server to load (default: one of its own, with --heap).")
  private @Nullable String address;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(seconds > 0) || times < 1 || recordBytes < ServerBench.RECORD_BYTES_MIN) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--seconds, --times, --size: too small (expected: more than 0, from 1, from "
              + ServerBench.RECORD_BYTES_MIN
              + ")");
    }
    if (address != null) {
      return load(address) ? 0 : 1;
    }
    try (ServerProcess server = ServerProcess.start("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError")) {
      return load(server.address()) && server.isAlive() ? 0 : 1;
    }
  }

  private boolean load(String server) throws InterruptedException {
    double warmUpSeconds = Math.min(WARM_UP_SECONDS_MAX, seconds);
    int manyClients = times * CLIENTS;
    try (OverloadBench bench = new OverloadBench(server, recordBytes)) {
      bench.store(CLIENTS, CALLS, warmUpSeconds);
      bench.fetch(CLIENTS, CALLS, warmUpSeconds);
      boolean storesWell =
          compare(
              "store",
              bench.store(CLIENTS, CALLS, seconds),
              bench.store(manyClients, CALLS_OVERLOADED, seconds));
      boolean fetchesWell =
          compare(
              "fetch",
              bench.fetch(CLIENTS, CALLS, seconds),
              bench.fetch(manyClients, CALLS_OVERLOADED, seconds));
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
