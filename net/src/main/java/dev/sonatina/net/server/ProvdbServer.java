package dev.sonatina.net.server;

import dev.sonatina.net.provdb.Attendance;
import dev.sonatina.net.provdb.AttendanceService;
import dev.sonatina.net.provdb.ShardLayout;
import dev.sonatina.net.sonata.SonataProvider;
import dev.sonatina.net.transport.FabricAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A server of Chimbuko's provenance database: makes its databases with their collections, tells
 * clients where it is by files, commits now and then, and is over once its clients have gone. Safe
 * for every thread.
 */
// Nobody waits for the futures of follow-up actions, which cannot fail.
@SuppressWarnings("FutureReturnValueIgnored")
public final class ProvdbServer implements AutoCloseable {

  private static final long TICK_MILLIS = 1_000;

  private final SonatinaServer server;
  private final ProvdbOptions options;
  private final Attendance attendance;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sonatina-provdb");
            thread.setDaemon(true);
            return thread;
          });
  private long committedAt;

  private ProvdbServer(
      SonatinaServer server, ProvdbOptions options, Attendance attendance, LongSupplier nanoTime) {
    this.server = server;
    this.options = options;
    this.attendance = attendance;
    this.nanoTime = nanoTime;
    committedAt = nanoTime.getAsLong();
  }

  /**
   * Whether there is anything to do for this instance.
   *
   * @throws IllegalArgumentException when there is no such instance
   */
  public static boolean isNeeded(ProvdbOptions options) {
    return !options.databases().isEmpty();
  }

  /**
   * Starts a server. Its address file is there when this returns, and its collections before it.
   *
   * @param serverOptions where it listens and keeps its files; databases and RPCs are set here
   * @throws IOException when the address cannot be bound or a file not be written
   * @throws IllegalArgumentException when a database is refused, for instance since its file exists
   */
  public static ProvdbServer start(ServerOptions serverOptions, ProvdbOptions options)
      throws IOException {
    return start(serverOptions, options, System::nanoTime);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the timer's end has nobody to tell
  static ProvdbServer start(
      ServerOptions serverOptions, ProvdbOptions options, LongSupplier nanoTime)
      throws IOException {
    // Whoever waits for the file must not find that of an earlier run.
    Files.deleteIfExists(options.addressFile());
    Attendance attendance = new Attendance();
    SonatinaServer server =
        serverOptions
            .providerConfig(options.providerConfig())
            .services(List.of(new AttendanceService(attendance)))
            .start();
    ProvdbServer provdb = new ProvdbServer(server, options, attendance, nanoTime);
    try {
      provdb.createCollections();
      provdb.publish();
    } catch (IOException | RuntimeException e) {
      provdb.close();
      throw e;
    }
    ScheduledFuture<?> ticking =
        provdb.timer.scheduleWithFixedDelay(
            provdb::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    provdb.over.whenComplete((done, failure) -> ticking.cancel(false));
    return provdb;
  }

  private void createCollections() {
    for (ShardLayout.Database database : options.databases()) {
      SonataProvider provider = server.providers().get(database.provider());
      for (String collection : database.collections()) {
        provider.scriptPeer().createCollection(database.name(), collection);
      }
    }
  }

  private void publish() throws IOException {
    if (options.instance() == 0) {
      WholeFile.write(options.mapFile(), options.layout().map());
    }
    WholeFile.write(options.addressFile(), address().toString());
  }

  /** Once a second: commits if it is time to, and looks whether everybody has gone. */
  void tick() {
    long now = nanoTime.getAsLong();
    long commitNanos = TimeUnit.MILLISECONDS.toNanos(options.commitMillis());
    if (commitNanos > 0 && now - committedAt >= commitNanos) {
      server.providers().forEach(SonataProvider::commit);
      committedAt = now;
    }
    if (attendance.isOver(options.autoShutdown())) {
      over.complete(null);
    }
  }

  /** The address that clients connect to. */
  public FabricAddress address() {
    return server.address();
  }

  /** Completes when clients have come and gone, or one has asked for the end and nobody is left. */
  public CompletableFuture<Void> over() {
    return over.copy();
  }

  /**
   * Stops as {@link SonatinaServer#close} does. The files with addresses stay, as they always did.
   */
  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
  }

  /** As {@link SonatinaServer#isStoppedCleanly}. */
  public boolean isStoppedCleanly() {
    return server.isStoppedCleanly();
  }
}
