package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.mercury.RpcId;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.transport.FabricAddress;
import java.util.concurrent.CompletableFuture;

/**
 * A client of one server, ours or a C++ Sonata of any generation that speaks {@code ofi+tcp} or
 * {@code ofi+tcp;ofi_rxm}: the prefix of the address and the server's first answers decide how it
 * is talked to. Safe for every thread; one connection carries any number of calls at once.
 *
 * <p>The connection is opened with the first call, and anew with the first call after it was lost.
 * Calls that were under way then end with {@link ErrorCode#UNAVAILABLE}; whether the server carried
 * them out is unknown, so nothing is sent a second time by itself. No call takes longer than {@link
 * ClientOptions#deadline()}.
 *
 * <pre>{@code
 * try (SonataClient client = SonataClient.connect("ofi+tcp://127.0.0.1:5000")) {
 *   client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\": true}");
 *   Collection anomalies = client.database(0, "db").createCollection("anomalies");
 *   anomalies.store("{\"rid\": 4}");
 * }
 * }</pre>
 */
public final class SonataClient implements AutoCloseable {

  private static final String SHUTDOWN = "__shutdown__";

  private final RpcClient client;

  private SonataClient(RpcClient client) {
    this.client = client;
  }

  /**
   * A client with the default options. Nothing is sent yet.
   *
   * @param address as the server publishes it, any prefix
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT}
   */
  public static SonataClient connect(String address) {
    return connect(address, ClientOptions.defaults());
  }

  /** A client with these options. Nothing is sent yet. */
  public static SonataClient connect(String address, ClientOptions options) {
    try {
      return new SonataClient(new RpcClient(FabricAddress.parse(address), options));
    } catch (IllegalArgumentException e) {
      throw new SonatinaException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  public FabricAddress address() {
    return client.address();
  }

  /**
   * A database that a provider offers.
   *
   * @throws SonatinaException {@link ErrorCode#NO_SUCH_DATABASE}, {@link ErrorCode#UNAVAILABLE}
   */
  public RemoteDatabase database(int provider, String name) {
    return new Calls(client, provider).await(databaseAsync(provider, name));
  }

  /** The future of {@link #database}. */
  public CompletableFuture<RemoteDatabase> databaseAsync(int provider, String name) {
    Calls calls = new Calls(client, provider);
    return calls
        .callForNothing(SonataRpc.OPEN_DATABASE, new ThalliumWriter().string(name))
        .thenApply(offered -> new RemoteDatabase(calls, name));
  }

  /** A database without asking the server; operations fail if there is none. */
  public RemoteDatabase databaseUnchecked(int provider, String name) {
    return new RemoteDatabase(new Calls(client, provider), name);
  }

  /** The admin calls of a provider. */
  public SonataAdmin admin(int provider) {
    return new SonataAdmin(new Calls(client, provider));
  }

  /**
   * Asks the server to stop.
   *
   * @throws SonatinaException {@link ErrorCode#REFUSED} when it does not allow that
   */
  public void shutdownServer() {
    ThalliumReader result =
        new ThalliumReader(
            new Calls(client, RpcId.NO_PROVIDER)
                .await(client.call(SHUTDOWN, RpcId.NO_PROVIDER, new ThalliumWriter().toSlice())));
    if (result.readI32() != 0) {
      throw new SonatinaException(
          ErrorCode.REFUSED, client.address() + " does not allow clients to shut it down");
    }
  }

  /** Ends the connection; calls under way end with {@link ErrorCode#UNAVAILABLE}. */
  @Override
  public void close() {
    client.close();
  }
}
