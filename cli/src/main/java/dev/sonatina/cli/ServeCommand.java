package dev.sonatina.cli;

import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.server.ProviderConfig;
import dev.sonatina.net.server.ProviderConfig.DatabaseConfig;
import dev.sonatina.net.server.ServerOptions;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves databases to Sonata's clients until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves databases to Sonata's clients, as sonata-daemon does.",
    footer = {
      "",
      "Prints 'Server running at address …' when clients can connect. SIGTERM and Ctrl-C stop it",
      "in order: running calls end, everything is synced.",
      "",
      "Example: sonatina serve -a ofi+tcp://127.0.0.1:5555 --data-dir runs"
    })
final class ServeCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Option(
      names = {"-a", "--address"},
      required = true,
      paramLabel = "ADDRESS",
      description = "Where to listen: ofi+tcp, ofi+tcp://HOST:PORT, 'ofi+tcp;ofi_rxm://HOST:PORT'.")
  private String address = "";

  @Parameters(
      paramLabel = "DATABASE",
      arity = "0..*",
      description = "Directories to offer from the start, on provider 0, by their own names.")
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
      description = "A file that gets the address once clients can connect.")
  private @Nullable Path readyFile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the security token that admin calls have to bring.")
  private @Nullable Path tokenFile;

  @Option(names = "--allow-shutdown", description = "Let clients shut the server down.")
  private boolean allowShutdown;

  @Option(
      names = "--allow-remote-paths",
      description = "Let clients name paths outside of the data directory.")
  private boolean allowRemotePaths;

  @Option(
      names = {"-v", "--verbose"},
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "trace, debug, info, warning, error, critical or off (default: info).")
  private ServerLog.Threshold logThreshold = ServerLog.Threshold.INFO;

  @Option(
      names = {"-p", "--use-progress-thread"},
      hidden = true,
      description = "Accepted for sonata-daemon's sake; there always is one.")
  @SuppressWarnings("UnusedVariable") // The daemon's users pass it.
  private boolean progressThread;

  @Option(
      names = {"-t", "--num-threads"},
      hidden = true,
      paramLabel = "N",
      description = "Accepted for sonata-daemon's sake; threads come and go with the load.")
  @SuppressWarnings("UnusedVariable") // The daemon's users pass it.
  private int threads;

  @Option(
      names = {"-c", "--margo-config"},
      hidden = true,
      paramLabel = "FILE",
      description = "Accepted for sonata-daemon's sake; there is no Margo to be set up.")
  @SuppressWarnings("UnusedVariable") // The daemon's users pass it.
  private @Nullable Path margoConfig;

  ServeCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    ServerLog.start(stdio.err(), logThreshold);
    // Before the server says that it is ready, since it may be told to stop as soon as it does.
    CompletableFuture<Void> stop = stopRequest();
    try (SonatinaServer server = options().start()) {
      CompletableFuture.anyOf(stop, server.stopped()).join();
      return ExitCode.DONE.status();
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, address + ": " + e.getMessage(), e);
    }
  }

  /**
   * Completes at the first signal to stop. A second one ends the process at once, which loses
   * nothing that was acknowledged.
   */
  private static CompletableFuture<Void> stopRequest() {
    CompletableFuture<Void> stop = new CompletableFuture<>();
    for (String signal : List.of("TERM", "INT")) {
      Signals.register(
          signal,
          () -> {
            if (!stop.complete(null)) {
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
            }
          });
    }
    return stop;
  }

  private ServerOptions options() throws IOException {
    ServerOptions options =
        SonatinaServer.builder()
            .address(address)
            .providers(providers)
            .dataDirectory(dataDirectory())
            .allowShutdown(allowShutdown)
            .allowRemotePaths(allowRemotePaths)
            .openOptions(OpenOptions.defaults())
            .onReady(bound -> announce(bound.toString()));
    options.providerConfig(databases());
    if (tokenFile != null) {
      options.securityToken(text(tokenFile).strip());
    }
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
    List<DatabaseConfig> all = new ArrayList<>(ServedDirectory.config(databases).databases());
    if (config != null) {
      all.addAll(ProviderConfig.parse(text(config)).databases());
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

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw UnreadableFile.of(file, e);
    }
  }
}
