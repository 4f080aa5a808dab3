package dev.sonatina.net.server;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.rpc.RpcLimits;
import dev.sonatina.net.rpc.RpcService;
import dev.sonatina.net.transport.AllowedPeers;
import dev.sonatina.net.transport.FabricAddress;
import dev.sonatina.net.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up, with its defaults. Each method changes and returns this object; not
 * thread-safe.
 *
 * <p>The defaults are safe rather than wide: loopback, an ephemeral port, paths inside the working
 * directory, no remote shutdown.
 */
public final class ServerOptions {

  private ListenAddress address = ListenAddress.parse(FabricAddress.DEFAULT_PREFIX);
  private int providerCount = 1;
  private Path dataDirectory = Path.of("");
  private boolean allowRemotePaths;
  private boolean allowShutdown;
  private Set<String> scriptServers = Set.of();
  private String securityToken = "";
  private boolean laxToken;
  private AllowedPeers allowedPeers = AllowedPeers.any();
  private List<RpcService> services = List.of();
  private RpcLimits limits = RpcLimits.defaults();
  private OpenOptions openOptions = defaultOpenOptions();
  private ProviderConfig providerConfig = ProviderConfig.empty();
  private Cancellation importCancellation = new Cancellation();
  private Cancellation publicationCancellation = new Cancellation();
  private JsonGeneration jsonGeneration = JsonGeneration.CURRENT;
  private boolean returnCodeForOldIds = true;
  private Duration warmUp = Duration.ZERO;
  private @Nullable Path readyFile;
  private Consumer<FabricAddress> onReady = address -> {};

  ServerOptions() {}

  /**
   * Where to listen, and what to publish: {@code ofi+tcp}, {@code ofi+tcp://10.0.0.5:5000}, {@code
   * ofi+tcp;ofi_rxm://eth0:5000}. Without a host it is loopback, without a port any free one.
   *
   * @throws IllegalArgumentException when the text is no such address
   * @throws java.io.UncheckedIOException when there is no such host or interface
   */
  public ServerOptions address(String text) {
    address = ListenAddress.parse(text);
    return this;
  }

  /** Providers with the ids 0 to count-1 (1). */
  public ServerOptions providers(int count) {
    if (count < 1 || count > 0xffff) {
      throw new IllegalArgumentException("providers: " + count + " (expected: 1 to 65535)");
    }
    providerCount = count;
    return this;
  }

  /** Where databases are (the working directory). */
  public ServerOptions dataDirectory(Path directory) {
    dataDirectory = directory;
    return this;
  }

  /** Lets clients name paths outside of the data directory (no). */
  public ServerOptions allowRemotePaths(boolean allow) {
    allowRemotePaths = allow;
    return this;
  }

  /** Lets clients shut the server down (no). */
  public ServerOptions allowShutdown(boolean allow) {
    allowShutdown = allow;
    return this;
  }

  /**
   * Other servers that scripts may call with {@code sonata_*} functions, as {@code HOST:PORT}, or
   * {@code *} for any (none). This server itself is always allowed.
   */
  public ServerOptions scriptServers(Set<String> servers) {
    scriptServers = Set.copyOf(servers);
    return this;
  }

  /** Who may connect (anybody who reaches the address). */
  public ServerOptions allowedPeers(AllowedPeers peers) {
    allowedPeers = peers;
    return this;
  }

  /** RPCs to offer beside Sonata's and Margo's (none). */
  public ServerOptions services(List<RpcService> value) {
    services = List.copyOf(value);
    return this;
  }

  /** What admin calls have to bring (nothing). */
  public ServerOptions securityToken(String token) {
    securityToken = token;
    return this;
  }

  /** Lets detach and list do without the token, as the original did (no). */
  public ServerOptions laxToken(boolean lax) {
    laxToken = lax;
    return this;
  }

  public ServerOptions limits(RpcLimits value) {
    limits = value;
    return this;
  }

  /** How a server opens databases unless it is told otherwise: they may take half of the heap. */
  public static OpenOptions defaultOpenOptions() {
    return OpenOptions.defaults()
        .withHeapBudget(new HeapBudget(Runtime.getRuntime().maxMemory() / 2));
  }

  /**
   * How databases are opened: limits on records, scripts and memory, threads, clock ({@link
   * #defaultOpenOptions}).
   */
  public ServerOptions openOptions(OpenOptions value) {
    openOptions = value;
    return this;
  }

  /** Databases to offer from the start (none). */
  public ServerOptions providerConfig(ProviderConfig config) {
    providerConfig = config;
    return this;
  }

  /** What ends imports of files, also those at the start; a stop does so too (nothing else). */
  public ServerOptions importCancellation(Cancellation cancellation) {
    importCancellation = cancellation;
    return this;
  }

  /**
   * What ends publications of files, also those at the stop (nothing). The files then stay as they
   * were; nothing is lost.
   */
  public ServerOptions publicationCancellation(Cancellation cancellation) {
    publicationCancellation = cancellation;
    return this;
  }

  /** The JSON numbering for clients that have not sent any JSON (that of Sonata since 2021). */
  public ServerOptions jsonGeneration(JsonGeneration generation) {
    jsonGeneration = generation;
    return this;
  }

  /**
   * Whether clients with protocol 5 and old RPC ids expect Margo's return code (yes). Only clients
   * with Mercury 2.1 to 2.2 and Margo 0.9.6 to 0.9.9 do not.
   */
  public ServerOptions returnCodeForOldIds(boolean expected) {
    returnCodeForOldIds = expected;
    return this;
  }

  /**
   * How long the server may run made-up requests before it says that it is ready, so that its first
   * clients meet compiled code (not at all). It listens all the while.
   */
  public ServerOptions warmUp(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("warm-up: " + atMost + " (expected: zero or more)");
    }
    warmUp = atMost;
    return this;
  }

  /** A file that gets the address as its text once the server is ready (none). */
  public ServerOptions readyFile(Path file) {
    readyFile = file;
    return this;
  }

  /** Called once, with the address, when clients can connect and every database is there. */
  public ServerOptions onReady(Consumer<FabricAddress> action) {
    onReady = Objects.requireNonNull(action);
    return this;
  }

  /**
   * Starts the server.
   *
   * @throws IOException when the address cannot be bound
   * @throws IllegalArgumentException when a database of the provider configuration is refused
   */
  public SonatinaServer start() throws IOException {
    return SonatinaServer.start(this);
  }

  ListenAddress address() {
    return address;
  }

  int providerCount() {
    return providerCount;
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  boolean allowRemotePaths() {
    return allowRemotePaths;
  }

  boolean allowShutdown() {
    return allowShutdown;
  }

  Set<String> scriptServers() {
    return scriptServers;
  }

  AllowedPeers allowedPeers() {
    return allowedPeers;
  }

  List<RpcService> services() {
    return services;
  }

  String securityToken() {
    return securityToken;
  }

  boolean laxToken() {
    return laxToken;
  }

  RpcLimits limits() {
    return limits;
  }

  OpenOptions openOptions() {
    return openOptions;
  }

  ProviderConfig providerConfig() {
    return providerConfig;
  }

  Cancellation importCancellation() {
    return importCancellation;
  }

  Cancellation publicationCancellation() {
    return publicationCancellation;
  }

  JsonGeneration jsonGeneration() {
    return jsonGeneration;
  }

  boolean returnCodeForOldIds() {
    return returnCodeForOldIds;
  }

  Duration warmUp() {
    return warmUp;
  }

  @Nullable Path readyFile() {
    return readyFile;
  }

  Consumer<FabricAddress> onReady() {
    return onReady;
  }
}
