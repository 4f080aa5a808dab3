package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Serves Chimbuko's provenance database, with the command line of its own server program. */
final class ProvdbAdminCommand extends Verb {

  private final Stdio stdio;

  private final Argument<List<String>> parameters =
      operand(
              "[MODULE] HOST:PORT",
              "performance_analysis, and where to listen: an address or an interface, and a port."
                  + " Without host it is the first one that others can reach.")
          .atMost(2)
          .listOf(String.class);

  private final Argument<String> engine =
      option("-engine", "E", "ofi+tcp (the default) or 'ofi+tcp;ofi_rxm', for clients to use.")
          .orElse("ofi+tcp")
          .as(String.class);

  private final Argument<Integer> shards =
      option("-nshards", "N", "Shards over all instances (1).").orElse("1").as(Integer.class);

  private final Argument<List<Integer>> instance =
      option(
              "-server_instance",
              "N N",
              "The number of this instance, from 0, and how many there are (0 1).")
          .words(2)
          .listOf(Integer.class);

  private final Argument<String> type =
      option("-db_type", "TYPE", "Type of databases (unqlite).").orElse("unqlite").as(String.class);

  private final Argument<Path> directory =
      option("-db_write_dir", "DIR", "Where the databases are written (the working directory).")
          .orElse("")
          .as(Path.class);

  private final Argument<Long> commitMillis =
      option(
              "-db_commit_freq",
              "MS",
              "How often all is committed, 0 for never but at the end (10000).")
          .orElse("10000")
          .as(Long.class);

  private final Argument<Boolean> inMemory =
      option("-db_in_mem", "BOOL", "Keep everything in memory only (false).")
          .words(1)
          .readBy(new Bool())
          .orElse("false")
          .as(Boolean.class);

  private final Argument<Path> baseConfig =
      option(
              "-db_base_config",
              "FILE",
              "JSON from which the configuration of every database is made.")
          .as(Path.class);

  private final Argument<Boolean> aggregates =
      option("-db_use_aggregator", "BOOL", "Gather records and store them together (false).")
          .words(1)
          .readBy(new Bool())
          .orElse("false")
          .as(Boolean.class);

  private final Argument<Integer> batchSize =
      option("-db_batch_size", "N", "How many to gather (64).").orElse("64").as(Integer.class);

  private final Argument<Boolean> bypass =
      option("-db_bypass_unqlite", "BOOL", "Take objects as records only (true).")
          .words(1)
          .readBy(new Bool())
          .orElse("true")
          .as(Boolean.class);

  private final Argument<Boolean> autoShutdown =
      option("-autoshutdown", "BOOL", "End once clients have come and gone (true).")
          .words(1)
          .readBy(new Bool())
          .orElse("true")
          .as(Boolean.class);

  private final ListenOptions listening = new ListenOptions(this);

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
    super(
        "provdb-admin", "Serves Chimbuko's provenance database, as its program provdb_admin does.");
    synopsis("sonatina provdb-admin [MODULE] HOST:PORT [OPTIONS]");
    footer(
        "",
        "Writes provider.address.INSTANCE and provider.map where it was started, once",
        "clients find all collections. Ends when its clients have come and gone, or by",
        "SIGTERM; then the .unqlite files are written anew.",
        "",
        "Example: sonatina provdb-admin performance_analysis eth0:5000 -nshards 4");
    this.stdio = stdio;
    for (String name : List.of("-db_margo_config", "-db_mercury_auth_key")) {
      option(name, "X", "Accepted for provdb_admin's sake; nothing of ours is set up by it.")
          .hidden(true)
          .as(String.class);
    }
    spec().addOption(OptionSpec.builder("-help").usageHelp(true).hidden(true).build());
  }

  private int instanceNumber() {
    return instance.value().isEmpty() ? 0 : instance.value().get(0);
  }

  private int instanceCount() {
    return instance.value().isEmpty() ? 1 : instance.value().get(1);
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
      throw wrongUse(e);
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, String.valueOf(e.getMessage()), e);
    }
    StopSignals stop = StopSignals.register();
    server.importCancellation(stop.imports()).publicationCancellation(stop.publications());
    try {
      ProvdbServer running = ProvdbServer.start(server, provdb);
      try (running) {
        print("provider is running on " + running.address());
        CompletableFuture.anyOf(stop.first(), running.over()).join();
        print(stop.first().isDone() ? "was told to stop" : "all clients have disconnected");
      }
      print("finished");
      return (running.isStoppedCleanly() ? ExitCode.DONE : ExitCode.REFUSED).status();
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, address() + ": " + e.getMessage(), e);
    }
  }

  private ProvdbOptions options() {
    String module =
        parameters.value().size() == 2 ? parameters.value().get(0) : CollectionNames.DEFAULT_MODULE;
    if (inMemory.value() && !type.value().equals("unqlite")) {
      throw new IllegalArgumentException("-db_in_mem: only with -db_type unqlite");
    }
    if (commitMillis.value() < 0) {
      throw new IllegalArgumentException(
          "-db_commit_freq: " + commitMillis.value() + " (expected: 0 or more milliseconds)");
    }
    return new ProvdbOptions(
        new ShardLayout(shards.value(), instanceCount()),
        CollectionNames.of(module),
        instanceNumber(),
        aggregates.value() ? "aggregator" : type.value(),
        databaseConfig(),
        aggregates.value(),
        inMemory.value(),
        commitMillis.value(),
        autoShutdown.value(),
        Path.of("").toAbsolutePath());
  }

  private ServerOptions serverOptions() {
    return listening.applyTo(
        SonatinaServer.builder().address(address()).dataDirectory(directory.value()));
  }

  /** Launch scripts leave the host out where Mercury shall choose one that others can reach. */
  private String address() {
    String place = parameters.value().get(parameters.value().size() - 1);
    boolean hasHost = !place.isEmpty() && !place.startsWith(":");
    return engine.value() + "://" + (hasHost ? "" : "0.0.0.0") + place;
  }

  private ObjectValue databaseConfig() {
    Path given = baseConfig.orNull();
    if (given != null) {
      return read(given);
    }
    ObjectValue mutex = new ObjectValue(Map.of("mutex", JsonValue.of("global")));
    if (aggregates.value()) {
      return new ObjectValue(Map.of())
          .with("batch_size", new JsonValue.UnsignedNumber(batchSize.value()))
          .with("backend", JsonValue.of(type.value()))
          .with("config", mutex);
    }
    return bypass.value() ? mutex.with("bypass", JsonValue.of(true)) : mutex;
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
      stdio.out().print("ProvDB Admin instance " + instanceNumber() + ": " + text + "\n");
      stdio.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
