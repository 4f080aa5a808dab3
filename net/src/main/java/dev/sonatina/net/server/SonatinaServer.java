package dev.sonatina.net.server;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.rpc.RpcRouter;
import dev.sonatina.net.rpc.RpcService;
import dev.sonatina.net.rpc.RpcSignature;
import dev.sonatina.net.rpc.RpcTable;
import dev.sonatina.net.rpc.ServerPipeline;
import dev.sonatina.net.rpc.Workers;
import dev.sonatina.net.sonata.ProviderOptions;
import dev.sonatina.net.sonata.SonataProvider;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.BackendTypes;
import dev.sonatina.net.sonata.backend.DataDirectory;
import dev.sonatina.net.sonata.backend.FileTransfers;
import dev.sonatina.net.sonata.script.ScriptedDatabases;
import dev.sonatina.net.transport.EventLoops;
import dev.sonatina.net.transport.FabricAddress;
import dev.sonatina.net.transport.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running server that Sonata's clients can use. Safe for every thread.
 *
 * <pre>{@code
 * try (SonatinaServer server = SonatinaServer.builder().start()) {
 *   System.out.println(server.address()); // ofi+tcp://127.0.0.1:43187
 * }
 * }</pre>
 */
public final class SonatinaServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SonatinaServer.class.getName());

  /** Of the five seconds that an orderly stop may take, what running calls get. */
  private static final long FINISH_MILLIS = 2_000;

  private static final long CANCEL_MILLIS = 1_000;

  private final List<SonataProvider> providers = new ArrayList<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Cancellation publications;
  private final FileTransfers transfers;
  private final Workers workers;
  private final EventLoops loops;
  private @Nullable Listener listener;
  private volatile boolean isStoppedCleanly;

  private SonatinaServer(ServerOptions options) {
    publications = options.publicationCancellation();
    transfers = new FileTransfers(System::nanoTime, options.importCancellation(), publications);
    int processors = Runtime.getRuntime().availableProcessors();
    workers = new Workers(processors);
    loops = new EventLoops("sonatina-io", Math.max(1, processors / 2));
  }

  /** The options of a server to be started, with their defaults. */
  public static ServerOptions builder() {
    return new ServerOptions();
  }

  static SonatinaServer start(ServerOptions options) throws IOException {
    SonatinaServer server = new SonatinaServer(options);
    try {
      server.open(options);
      return server;
    } catch (BackendFault e) {
      server.close();
      throw new IllegalArgumentException(e.text(), e);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void open(ServerOptions options) throws IOException {
    RpcRouter router = new RpcRouter();
    offerProviders(options, router);
    List<RpcService> services = new ArrayList<>(options.services());
    services.add(new MargoHandlers(options.allowShutdown(), this::stopSoon));
    services.forEach(service -> service.register(router));
    ServerPipeline pipeline =
        new ServerPipeline(
            table(services),
            router,
            options.limits(),
            options.allowedPeers(),
            options.returnCodeForOldIds(),
            (int) ProcessHandle.current().pid());
    Listener bound = Listener.bind(options.address(), loops, pipeline);
    listener = bound;
    LOG.log(System.Logger.Level.DEBUG, "Server running at address {0}", bound.address());
    if (!options.address().host().isLoopbackAddress()
        && options.securityToken().isEmpty()
        && options.allowedPeers().isAny()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "other hosts can reach this server, and neither a security token nor allowed addresses are"
              + " set");
    }
    WarmUp.run(options.dataDirectory().toAbsolutePath(), options.warmUp());
    Path readyFile = options.readyFile();
    if (readyFile != null) {
      WholeFile.write(readyFile, bound.address().toString());
    }
    options.onReady().accept(bound.address());
  }

  private void offerProviders(ServerOptions options, RpcRouter router) throws IOException {
    Path directory = Files.createDirectories(options.dataDirectory().toAbsolutePath());
    BackendTypes types =
        new BackendTypes(
            new DataDirectory(directory, options.allowRemotePaths()),
            new ScriptedDatabases(
                options.openOptions(),
                new ServerPeers(this::address, providers, options.scriptServers())),
            transfers);
    ProviderOptions providerOptions =
        new ProviderOptions(
            options.securityToken(),
            options.laxToken(),
            options.jsonGeneration(),
            options.limits().resultBytesMax(),
            options.limits().recordsMax(),
            options.openOptions().heapBudget());
    int count = options.providerCount();
    for (ProviderConfig.DatabaseConfig database : options.providerConfig().databases()) {
      count = Math.max(count, database.provider() + 1);
    }
    for (int id = 0; id < count; id++) {
      SonataProvider provider = new SonataProvider(id, types, workers, providerOptions);
      provider.register(router);
      providers.add(provider);
    }
    for (ProviderConfig.DatabaseConfig database : options.providerConfig().databases()) {
      SonataProvider provider = providers.get(database.provider());
      if (database.create()) {
        provider.create(database.name(), database.type(), database.config());
      } else {
        provider.attach(database.name(), database.type(), database.config());
      }
    }
  }

  private static RpcTable table(List<RpcService> services) {
    List<RpcSignature> signatures = new ArrayList<>();
    for (SonataRpc rpc : SonataRpc.values()) {
      signatures.add(rpc.signature());
    }
    services.forEach(service -> signatures.addAll(service.signatures()));
    return new RpcTable(signatures);
  }

  /** The address that clients connect to, with the prefix that was asked for. */
  public FabricAddress address() {
    if (listener == null) {
      throw new IllegalStateException("the server did not start");
    }
    return listener.address();
  }

  /** The providers, by id. */
  public List<SonataProvider> providers() {
    return List.copyOf(providers);
  }

  /** Completes when the server has stopped, for whatever reason. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /**
   * Whether the server has stopped, every database is closed in order, and every file published
   * unless that was cancelled. What went wrong is in the log.
   */
  public boolean isStoppedCleanly() {
    return isStoppedCleanly;
  }

  /** Stops from a thread of its own, since a call cannot wait for itself. */
  private void stopSoon() {
    Thread thread = new Thread(this::close, "sonatina-stop");
    thread.setDaemon(false);
    thread.start();
  }

  /**
   * Stops in order: accepts nobody, lets running calls finish for two seconds, cancels what is
   * left, and syncs every database, all within five seconds. Then, however long that takes, the
   * databases are closed, and those that are also files are published. Returns when that is done,
   * also when another thread does it.
   */
  @Override
  public void close() {
    if (!stopping.compareAndSet(false, true)) {
      stopped.join();
      return;
    }
    try {
      transfers.imports().cancel();
      Listener bound = listener;
      if (bound != null) {
        bound.stopAccepting();
        bound.stopReading();
        workers.awaitIdle(FINISH_MILLIS);
        bound.close();
      }
      workers.stop(CANCEL_MILLIS);
      boolean isGood = true;
      for (SonataProvider provider : providers) {
        isGood &= provider.commit();
      }
      for (SonataProvider provider : providers) {
        isGood &= provider.close();
      }
      isStoppedCleanly = isGood || publications.isCancelled();
      loops.close();
    } finally {
      stopped.complete(null);
    }
  }
}
