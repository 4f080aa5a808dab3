package dev.sonatina.net.rpc;

/** What a server does for one RPC. */
@FunctionalInterface
public interface RpcHandler {

  /**
   * Called on the connection's event loop: must return at once, and hand to another thread whatever
   * takes longer. The call is answered through {@link RpcCall}, from any thread.
   */
  void handle(RpcCall call);
}
