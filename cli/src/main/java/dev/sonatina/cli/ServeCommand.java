package dev.sonatina.cli;

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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Serves databases to Sonata's clients until it is told to stop. */
@Command(
    name = "serve",
    customSynopsis = "sonatina serve -a ADDRESS [OPTIONS] [DATABASE...]",
    description = "Serves databases to Sonata's clients, as sonata-daemon does.",
    footer = {
      "",
      "Prints 'Server running at address …' when clients can connect. SIGTERM and",
      "Ctrl-C stop it in order: running calls end, everything is synced, then .unqlite",
      "files are written anew. A second signal skips the latter; nothing is lost.",
      "",
      "Example: sonatina serve -a ofi+tcp://127.0.0.1:5555 --data-dir runs"
    })
final class ServeCommand implements Callable<Integer> {

  private final Stdio stdio;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = {"-a", "--address"},
      required = true,
      paramLabel = "ADDRESS",
      description = "Where to listen: ofi+tcp, ofi+tcp://HOST:PORT, 'ofi+tcp;ofi_rxm://HOST:PORT'.")
  private String address = "";

  @Parameters(
      paramLabel = "DATABASE",
      arity = "0..*",
      description =
          "Directories or .unqlite files to offer from the start, on provider 0, by their names.")
  private List<Path> databases = new ArrayList<>();

  @Option(
      names = {"-n", "--num-providers"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Providers, with the ids 0 to N-1 (default: 1).")
  private int providers = 1;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where databases are (default: where the first DATABASE is, or the working directory).")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Databases to offer from the start: JSON of a Sonata provider, or of Bedrock.")
  private @Nullable Path config;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Has the address while clients can connect.")
  private @Nullable Path readyFile;

  @Mixin private TokenOption token = new TokenOption();

  @Option(names = "--allow-shutdown", description = "Let clients shut the server down.")
  private boolean allowShutdown;

  @Option(
      names = "--allow-remote-paths",
      description = "Let clients name paths outside of --data-dir.")
  private boolean allowRemotePaths;

  @Option(
      names = {"-v", "--verbose"},
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "trace, debug, info, warning, error, critical or off (default: info).")
  private ServerLog.Threshold logThreshold = ServerLog.Threshold.INFO;

  @Option(
      names = "--allow-script-calls",
      paramLabel = "HOST:PORT",
      description = "What sonata_* functions may call; * for any.")
  private Set<String> scriptServers = new LinkedHashSet<>();

  @Option(names = "--lax-token", description = "Detach and list need no token, as in the daemon.")
  private boolean laxToken;

  @Option(
      names = "--json-numbering",
      paramLabel = "WHICH",
      defaultValue = "current",
      description =
          "For clients that ask before they send JSON: current, or jsoncpp (Sonata up to 0.6.2).")
  private JsonGeneration jsonNumbering = JsonGeneration.CURRENT;

  @Option(names = "--margo-0.9.9", description = "Clients of Mercury 2.1, 2.2 have an older Margo.")
  private boolean oldMargo;

  @Mixin private ListenOptions listening = new ListenOptions();

  @Mixin private final DaemonFlags daemonFlags = new DaemonFlags();

  @Mixin private LimitOption limits = new LimitOption();

  @Mixin private StoreOption store = new StoreOption();

  ServeCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    ServerLog.start(stdio.err(), logThreshold);
    daemonFlags.check();
    ServerOptions options = options();
    // Whoever waits for the file must not find that of a server that was killed.
    removeReadyFile();
    // Before the server says that it is ready, since it may be told to stop as soon as it does.
    StopSignals stop = StopSignals.register();
    options.importCancellation(stop.imports()).publicationCancellation(stop.publications());
    try (SonatinaServer server = options.start()) {
      CompletableFuture.anyOf(stop.first(), server.stopped()).join();
      return ExitCode.DONE.status();
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, address + ": " + e.getMessage(), e);
    } finally {
      removeReadyFile();
    }
  }

  private void removeReadyFile() {
    if (readyFile == null) {
      return;
    }
    Path parent = readyFile.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new CliException(
          ExitCode.CANNOT_OPEN, "--ready-file: " + readyFile + ": no such directory");
    }
    try {
      Files.deleteIfExists(readyFile);
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, "--ready-file: cannot replace " + readyFile, e);
    }
  }

  private ServerOptions options() {
    ServerOptions options = SonatinaServer.builder();
    try {
      listening.applyTo(options.address(address).providers(providers));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, String.valueOf(e.getMessage()), e);
    }
    options
        .dataDirectory(dataDirectory())
        .allowShutdown(allowShutdown)
        .allowRemotePaths(allowRemotePaths)
        .scriptServers(scriptServers)
        .securityToken(token.token())
        .laxToken(laxToken)
        .jsonGeneration(jsonNumbering)
        .returnCodeForOldIds(!oldMargo)
        .openOptions(limits.ofServer(ServerOptions.defaultOpenOptions()))
        .limits(limits.ofServer(RpcLimits.defaults()))
        .providerConfig(databases())
        .onReady(bound -> announce(bound.toString()));
    if (readyFile != null) {
      options.readyFile(readyFile);
    }
    return options;
  }

  private Path dataDirectory() {
    if (dataDirectory != null) {
      return dataDirectory;
    }
    return databases.isEmpty() ? Path.of("") : ServedDirectory.parent(databases.get(0));
  }

  private ProviderConfig databases() {
    List<DatabaseConfig> all =
        new ArrayList<>(ServedDirectory.config(databases, store.type()).databases());
    if (config != null) {
      try {
        all.addAll(ProviderConfig.parse(text(config)).databases());
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCode.CANNOT_OPEN, config + ": " + e.getMessage(), e);
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
