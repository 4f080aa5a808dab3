package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.rpc.RpcLimits;
import dev.sonatina.net.server.ProviderConfig;
import dev.sonatina.net.server.ProviderConfig.DatabaseConfig;
import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Serves databases to Sonata's clients until it is told to stop. */
final class ServeCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> address =
      option(
              "-a, --address",
              "ADDRESS",
              "Where to listen: ofi+tcp, ofi+tcp://HOST:PORT, 'ofi+tcp;ofi_rxm://HOST:PORT'.")
          .required()
          .as(String.class);

  private final Argument<List<Path>> databases =
      operand(
              "DATABASE",
              "Directories or .unqlite files to offer from the start, on provider 0, by their names.")
          .optional()
          .listOf(Path.class);

  private final Argument<Integer> providers =
      option("-n, --num-providers", "N", "Providers, with the ids 0 to N-1 (default: 1).")
          .orElse("1")
          .as(Integer.class);

  private final Argument<Path> dataDirectory =
      option(
              "--data-dir",
              "DIR",
              "Where databases are (default: where the first DATABASE is, or the working directory).")
          .as(Path.class);

  private final Argument<Path> config =
      option(
              "--config",
              "FILE",
              "Databases to offer from the start: JSON of a Sonata provider, or of Bedrock.")
          .as(Path.class);

  private final Argument<Path> readyFile =
      option("--ready-file", "FILE", "Has the address while clients can connect.").as(Path.class);

  private final TokenOption token = new TokenOption(this);

  private final Argument<Boolean> allowShutdown =
      flag("--allow-shutdown", "Let clients shut the server down.");

  private final Argument<Boolean> allowRemotePaths =
      flag("--allow-remote-paths", "Let clients name paths outside of --data-dir.");

  private final Argument<ServerLog.Threshold> logThreshold =
      option(
              "-v, --verbose",
              "LEVEL",
              "trace, debug, info, warning, error, critical or off (default: info).")
          .orElse("info")
          .as(ServerLog.Threshold.class);

  private final Argument<List<String>> scriptServers =
      option("--allow-script-calls", "HOST:PORT", "What sonata_* functions may call; * for any.")
          .listOf(String.class);

  private final Argument<Boolean> laxToken =
      flag("--lax-token", "Detach and list need no token, as in the daemon.");

  private final Argument<JsonGeneration> jsonNumbering =
      option(
              "--json-numbering",
              "WHICH",
              "For clients that ask before they send JSON: current, or jsoncpp (Sonata up to 0.6.2).")
          .orElse("current")
          .as(JsonGeneration.class);

  private final Argument<Boolean> oldMargo =
      flag("--margo-0.9.9", "Clients of Mercury 2.1, 2.2 have an older Margo.");

  private final ListenOptions listening = new ListenOptions(this);

  private final DaemonFlags daemonFlags = new DaemonFlags(this);

  private final LimitOption limits = new LimitOption(this);

  private final Argument<StoreType> store = StoreOption.addTo(this);

  ServeCommand(Stdio stdio) {
    super("serve", "Serves databases to Sonata's clients, as sonata-daemon does.");
    synopsis("sonatina serve -a ADDRESS [OPTIONS] [DATABASE...]");
    footer(
        "",
        "Prints 'Server running at address …' when clients can connect. SIGTERM and",
        "Ctrl-C stop it in order: running calls end, everything is synced, then .unqlite",
        "files are written anew, or the exit code is 5. A second signal skips the files.",
        "",
        "Example: sonatina serve -a ofi+tcp://127.0.0.1:5555 --data-dir runs");
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    ServerLog.start(stdio.err(), logThreshold.value());
    daemonFlags.check();
    ServerOptions options = options();
    // Whoever waits for the file must not find that of a server that was killed.
    removeReadyFile();
    // Before the server says that it is ready, since it may be told to stop as soon as it does.
    StopSignals stop = StopSignals.register();
    options.importCancellation(stop.imports()).publicationCancellation(stop.publications());
    try {
      SonatinaServer server = options.start();
      try (server) {
        CompletableFuture.anyOf(stop.first(), server.stopped()).join();
      }
      return (server.isStoppedCleanly() ? ExitCode.DONE : ExitCode.REFUSED).status();
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, address.value() + ": " + e.getMessage(), e);
    } finally {
      removeReadyFile();
    }
  }

  private void removeReadyFile() {
    Path file = readyFile.orNull();
    if (file == null) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new CliException(ExitCode.CANNOT_OPEN, "--ready-file: " + file + ": no such directory");
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, "--ready-file: cannot replace " + file, e);
    }
  }

  private ServerOptions options() {
    ServerOptions options = SonatinaServer.builder();
    try {
      listening.applyTo(options.address(address.value()).providers(providers.value()));
    } catch (IllegalArgumentException e) {
      throw wrongUse(e);
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, String.valueOf(e.getMessage()), e);
    }
    options
        .dataDirectory(dataDirectory())
        .allowShutdown(allowShutdown.value())
        .allowRemotePaths(allowRemotePaths.value())
        .scriptServers(new LinkedHashSet<>(scriptServers.value()))
        .securityToken(token.token())
        .laxToken(laxToken.value())
        .jsonGeneration(jsonNumbering.value())
        .returnCodeForOldIds(!oldMargo.value())
        .openOptions(limits.ofServer(ServerOptions.defaultOpenOptions()))
        .limits(limits.ofServer(RpcLimits.defaults()))
        .providerConfig(databases())
        .onReady(bound -> announce(bound.toString()));
    Path announced = readyFile.orNull();
    if (announced != null) {
      options.readyFile(announced);
    }
    return options;
  }

  private Path dataDirectory() {
    Path given = dataDirectory.orNull();
    if (given != null) {
      return given;
    }
    return databases.value().isEmpty()
        ? Path.of("")
        : ServedDirectory.parent(databases.value().get(0));
  }

  private ProviderConfig databases() {
    List<DatabaseConfig> all =
        new ArrayList<>(ServedDirectory.config(databases.value(), store.value()).databases());
    Path file = config.orNull();
    if (file != null) {
      try {
        all.addAll(ProviderConfig.parse(text(file)).databases());
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCode.CANNOT_OPEN, file + ": " + e.getMessage(), e);
      }
    }
    return new ProviderConfig(all);
  }

  private void announce(String bound) {
    try {
      stdio.out().print("Server running at address " + bound + "\n");
      stdio.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file says that somebody named. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw UnreadableFile.of(file, e);
    }
  }
}
