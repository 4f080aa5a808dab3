package dev.sonatina.cli;

import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.provdb.CollectionNames;
import dev.sonatina.net.provdb.ShardLayout;
import dev.sonatina.net.server.ProvdbOptions;
import dev.sonatina.net.server.ProvdbServer;
import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Serves Chimbuko's provenance database, with the command line of its own server program. */
@Command(
    name = "provdb-admin",
    customSynopsis = "sonatina provdb-admin [MODULE] HOST:PORT [OPTIONS]",
    description = "Serves Chimbuko's provenance database, as its program provdb_admin does.",
    footer = {
      "",
      "Writes provider.address.INSTANCE and provider.map where it was started, once",
      "clients find all collections. Ends when its clients have come and gone, or by",
      "SIGTERM; then the .unqlite files are written anew.",
      "",
      "Example: sonatina provdb-admin performance_analysis eth0:5000 -nshards 4"
    })
final class ProvdbAdminCommand implements Callable<Integer> {

  private final Stdio stdio;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(
      arity = "1..2",
      paramLabel = "[MODULE] HOST:PORT",
      description =
          "performance_analysis, and where to listen: an address or an interface, and a port."
              + " Without host it is the first one that others can reach.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "-engine",
      paramLabel = "E",
      description = "ofi+tcp (the default) or 'ofi+tcp;ofi_rxm', for clients to use.")
  private String engine = "ofi+tcp";

  @Option(names = "-nshards", paramLabel = "N", description = "Shards over all instances (1).")
  private int shards = 1;

  @Option(
      names = "-server_instance",
      arity = "2",
      paramLabel = "N",
      description = "The number of this instance, from 0, and how many there are (0 1).")
  private int[] instance = {0, 1};

  @Option(names = "-db_type", paramLabel = "TYPE", description = "Type of databases (unqlite).")
  private String type = "unqlite";

  @Option(
      names = "-db_write_dir",
      paramLabel = "DIR",
      description = "Where the databases are written (the working directory).")
  private Path directory = Path.of("");

  @Option(
      names = "-db_commit_freq",
      paramLabel = "MS",
      description = "How often all is committed, 0 for never but at the end (10000).")
  private long commitMillis = 10_000;

  @Option(
      names = "-db_in_mem",
      arity = "1",
      paramLabel = "BOOL",
      converter = Bool.class,
      description = "Keep everything in memory only (false).")
  private boolean inMemory;

  @Option(
      names = "-db_base_config",
      paramLabel = "FILE",
      description = "JSON from which the configuration of every database is made.")
  private @Nullable Path baseConfig;

  @Option(
      names = "-db_use_aggregator",
      arity = "1",
      paramLabel = "BOOL",
      converter = Bool.class,
      description = "Gather records and store them together (false).")
  private boolean aggregates;

  @Option(names = "-db_batch_size", paramLabel = "N", description = "How many to gather (64).")
  private int batchSize = 64;

  @Option(
      names = "-db_bypass_unqlite",
      arity = "1",
      paramLabel = "BOOL",
      converter = Bool.class,
      description = "Take objects as records only (true).")
  private boolean bypass = true;

  @Option(
      names = "-autoshutdown",
      arity = "1",
      paramLabel = "BOOL",
      converter = Bool.class,
      description = "End once clients have come and gone (true).")
  private boolean autoShutdown = true;

  @Option(
      names = {"-db_margo_config", "-db_mercury_auth_key"},
      hidden = true,
      description = "Accepted for provdb_admin's sake; there is no Margo or Mercury to be set up.")
  @SuppressWarnings("UnusedVariable") // Its users pass them.
  private String ignored = "";

  @Mixin private ListenOptions listening = new ListenOptions();

  @Option(names = "-help", usageHelp = true, hidden = true, description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Picocli looks at the annotation only.
  private boolean help;

  /** What C++ reads as a truth value. */
  static final class Bool implements CommandLine.ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return switch (text) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default ->
            throw new CommandLine.TypeConversionException(
                "'" + text + "' (expected: true, false, 1 or 0)");
      };
    }
  }

  ProvdbAdminCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    boolean verbose = System.getenv("CHIMBUKO_VERBOSE") != null;
    ServerLog.start(stdio.err(), verbose ? ServerLog.Threshold.DEBUG : ServerLog.Threshold.INFO);
    ProvdbOptions provdb;
    ServerOptions server;
    try {
      provdb = options();
      server = serverOptions();
      if (!ProvdbServer.isNeeded(provdb)) {
        print("has no shards (more instances than shards) and is not needed");
        return ExitCode.DONE.status();
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, String.valueOf(e.getMessage()), e);
    }
    StopSignals stop = StopSignals.register();
    server.importCancellation(stop.imports()).publicationCancellation(stop.publications());
    try (ProvdbServer running = ProvdbServer.start(server, provdb)) {
      print("provider is running on " + running.address());
      CompletableFuture.anyOf(stop.first(), running.over()).join();
      print(stop.first().isDone() ? "was told to stop" : "all clients have disconnected");
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, address() + ": " + e.getMessage(), e);
    }
    print("finished");
    return ExitCode.DONE.status();
  }

  private ProvdbOptions options() {
    String module = parameters.size() == 2 ? parameters.get(0) : CollectionNames.DEFAULT_MODULE;
    if (inMemory && !type.equals("unqlite")) {
      throw new IllegalArgumentException("-db_in_mem: only with -db_type unqlite");
    }
    if (commitMillis < 0) {
      throw new IllegalArgumentException(
          "-db_commit_freq: " + commitMillis + " (expected: 0 or more milliseconds)");
    }
    return new ProvdbOptions(
        new ShardLayout(shards, instance[1]),
        CollectionNames.of(module),
        instance[0],
        aggregates ? "aggregator" : type,
        databaseConfig(),
        aggregates,
        inMemory,
        commitMillis,
        autoShutdown,
        Path.of("").toAbsolutePath());
  }

  private ServerOptions serverOptions() {
    return listening.applyTo(SonatinaServer.builder().address(address()).dataDirectory(directory));
  }

  /** Launch scripts leave the host out where Mercury shall choose one that others can reach. */
  private String address() {
    String place = parameters.get(parameters.size() - 1);
    boolean hasHost = !place.isEmpty() && !place.startsWith(":");
    return engine + "://" + (hasHost ? "" : "0.0.0.0") + place;
  }

  private ObjectValue databaseConfig() {
    if (baseConfig != null) {
      return read(baseConfig);
    }
    ObjectValue mutex = new ObjectValue(Map.of("mutex", JsonValue.of("global")));
    if (aggregates) {
      return new ObjectValue(Map.of())
          .with("batch_size", new JsonValue.UnsignedNumber(batchSize))
          .with("backend", JsonValue.of(type))
          .with("config", mutex);
    }
    return bypass ? mutex.with("bypass", JsonValue.of(true)) : mutex;
  }

  private static ObjectValue read(Path file) {
    try {
      if (JsonReader.read(Files.readString(file)) instanceof ObjectValue config) {
        return config;
      }
    } catch (IOException e) {
      throw UnreadableFile.of(file, e);
    } catch (JsonFormatException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, file + ": " + e.text(), e);
    }
    throw new CliException(ExitCode.CANNOT_OPEN, file + ": no object (expected: {\"mutex\": …})");
  }

  private void print(String text) {
    try {
      stdio.out().print("ProvDB Admin instance " + instance[0] + ": " + text + "\n");
      stdio.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
