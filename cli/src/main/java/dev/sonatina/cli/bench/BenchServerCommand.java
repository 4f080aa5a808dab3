package dev.sonatina.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts a server under the load of several clients, one operation after the other. */
@Command(
    name = "server",
    description =
        "Times what several clients together get from a server, one operation after the other.",
    footer = {
      "",
      "Each client has a connection of its own; --in-flight is shared among them. store",
      "is what Chimbuko does: one record in each store_multi, not waited for. batch",
      "stores several in each, fetch asks for one, filter selects one in a hundred, all",
      "reads the whole collection. A call's time runs from sending it to having its",
      "answer read. Without --address the server is a process of its own, started for",
      "this and ended again.",
      "",
      "Example: sonatina bench server --clients 8 --sizes 4096"
    })
final class BenchServerCommand implements Callable<Integer> {

  private final PrintStream out;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "A server to measure, ours or a C++ Sonata (default: one of its own).")
  private @Nullable String address;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "8",
      description = "Clients at once (default: ${DEFAULT-VALUE}).")
  private int clients = 8;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "64",
      description = "Calls that all clients together have under way (default: ${DEFAULT-VALUE}).")
  private int inFlight = 64;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Records that each operation stores or fetches (default: ${DEFAULT-VALUE}).")
  private int records = 10_000;

  @Option(
      names = "--sizes",
      paramLabel = "BYTES",
      split = ",",
      defaultValue = "512,4096",
      description = "Sizes of records, with commas between (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of(512, 4096);

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "50",
      description = "Records in each call of batch (default: ${DEFAULT-VALUE}).")
  private int batch = 50;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Records of a round before, which is not counted (default: ${DEFAULT-VALUE}).")
  private int warmup = 5_000;

  @Option(
      names = "--database",
      paramLabel = "JSON",
      defaultValue = "{\"path\":\"sonatina-bench.unqlite\",\"bypass\":true}",
      description = "Configuration of the database, which is destroyed afterwards.")
  private String config = "{}";

  BenchServerCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--clients", clients, 1, 1_000);
    check("--in-flight", inFlight, clients, 1 << 16);
    check("--records", records, clients, 100_000_000);
    check("--batch", batch, 1, 100_000);
    check("--warmup", warmup, 0, 100_000_000);
    for (int size : sizes) {
      check("--sizes", size, ServerBench.RECORD_BYTES_MIN, 1 << 24);
    }
    if (address != null) {
      return measure(address);
    }
    try (ServerProcess server = ServerProcess.start()) {
      return measure(server.address());
    }
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + ": " + value + " (expected: " + min + " to " + max + ")");
    }
  }

  private int measure(String server) throws InterruptedException {
    out.printf(
        Locale.ROOT,
        "%d clients, %d calls under way, %,d records, database %s%n",
        clients,
        inFlight,
        records,
        config);
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
    try (ServerBench bench = new ServerBench(server, config, clients, inFlight, batch)) {
      for (int size : sizes) {
        if (warmup > 0) {
          bench.round(size, warmup);
        }
        for (ServerBench.Result result : bench.round(size, records)) {
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
