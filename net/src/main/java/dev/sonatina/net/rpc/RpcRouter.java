package dev.sonatina.net.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the handler of an RPC by name and provider id. Safe for every thread. */
public final class RpcRouter {

  private record Route(String rpcName, int provider) {}

  private final Map<Route, RpcHandler> handlers = new ConcurrentHashMap<>();

  /**
   * Adds a handler.
   *
   * @throws IllegalArgumentException when there is one already
   */
  public void register(int provider, RpcSignature signature, RpcHandler handler) {
    if (handlers.putIfAbsent(new Route(signature.name(), provider), handler) != null) {
      throw new IllegalArgumentException(
          "provider " + provider + " handles " + signature.name() + " already");
    }
  }

  /** The handler, null when there is no such provider or it does not offer the RPC. */
  @Nullable RpcHandler find(RpcSignature signature, int provider) {
    return handlers.get(new Route(signature.name(), provider));
  }
}
