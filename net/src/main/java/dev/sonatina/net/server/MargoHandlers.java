package dev.sonatina.net.server;

import dev.sonatina.net.protocol.mercury.RpcId;
import dev.sonatina.net.rpc.RpcCall;
import dev.sonatina.net.rpc.RpcRouter;
import dev.sonatina.net.rpc.RpcService;
import dev.sonatina.net.rpc.RpcSignature;
import java.util.List;

/**
 * The RPCs that every Margo process knows: {@code __shutdown__}, answered with 0 when it is allowed
 * and -1 when not, and {@code __identity__}, which Sonata's providers do not offer.
 */
final class MargoHandlers implements RpcService {

  private static final RpcSignature SHUTDOWN = RpcSignature.of("__shutdown__");
  private static final RpcSignature IDENTITY = RpcSignature.of("__identity__");

  private static final System.Logger LOG = System.getLogger(MargoHandlers.class.getName());

  private final boolean allowShutdown;
  private final Runnable shutdown;

  /**
   * Handlers for one server.
   *
   * @param shutdown begins to stop the server, and returns at once
   */
  MargoHandlers(boolean allowShutdown, Runnable shutdown) {
    this.allowShutdown = allowShutdown;
    this.shutdown = shutdown;
  }

  @Override
  public List<RpcSignature> signatures() {
    return List.of(SHUTDOWN, IDENTITY);
  }

  /** Clients of different generations address these RPCs to different providers. */
  @Override
  public void register(RpcRouter router) {
    for (int provider : List.of(0, RpcId.NO_PROVIDER)) {
      router.register(provider, SHUTDOWN, this::shutDown);
    }
  }

  private void shutDown(RpcCall call) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0} asks this server to shut down: {1}",
        call.connection(),
        allowShutdown ? "granted" : "refused");
    call.answer(call.newResult().i32(allowShutdown ? 0 : -1));
    if (allowShutdown) {
      shutdown.run();
    }
  }
}
