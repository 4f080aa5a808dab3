package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.fabric.FabricDecoder;
import dev.sonatina.net.protocol.fabric.FabricEncoder;
import dev.sonatina.net.protocol.mercury.RequestReader;
import dev.sonatina.net.transport.AllowedPeers;
import dev.sonatina.net.transport.BackPressure;
import dev.sonatina.net.transport.ConnectionGate;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.stream.ChunkedWriteHandler;

/** Prepares the pipeline of each connection that a server accepts. */
public final class ServerPipeline extends ChannelInitializer<Channel> {

  private static final int FLUSHES_CONSOLIDATED_MAX = 64;

  private final RpcTable table;
  private final RpcRouter router;
  private final RpcLimits limits;
  private final boolean returnCodeForOldIds;
  private final int serverPid;
  private final ConnectionGate gate;
  private final MemoryBudget argumentsOfAll;
  private final MemoryBudget resultsOfAll;
  private final FabricEncoder encoder = new FabricEncoder();
  private final FaultHandler faults = new FaultHandler();

  /**
   * A pipeline for one listener.
   *
   * @param returnCodeForOldIds see {@link RequestReader}
   * @param serverPid a number that differs between runs of the server
   */
  public ServerPipeline(
      RpcTable table,
      RpcRouter router,
      RpcLimits limits,
      AllowedPeers allowed,
      boolean returnCodeForOldIds,
      int serverPid) {
    this.table = table;
    this.router = router;
    this.limits = limits;
    this.returnCodeForOldIds = returnCodeForOldIds;
    this.serverPid = serverPid;
    argumentsOfAll = new MemoryBudget(limits.queuedBytesOfAllMax());
    resultsOfAll = new MemoryBudget(limits.heldBytesOfAllMax());
    gate = new ConnectionGate(allowed, limits.connectionsMax(), limits.connectionsPerAddressMax());
  }

  /** From the socket, at the top, to the handlers of RPCs, at the bottom. */
  @Override
  protected void initChannel(Channel channel) {
    BackPressure backPressure =
        new BackPressure(
            argumentsOfAll, limits.queuedCallsMax(), limits.queuedBytesMax(), limits.stallMillis());
    Connection connection = new Connection(channel, backPressure, resultsOfAll);
    RequestReader reader = new RequestReader(table, returnCodeForOldIds);
    channel
        .pipeline()
        .addLast("gate", gate)
        .addLast("flushes", new FlushConsolidationHandler(FLUSHES_CONSOLIDATED_MAX))
        .addLast("back-pressure", backPressure)
        .addLast("pieces", new ChunkedWriteHandler())
        .addLast("frame-decoder", new FabricDecoder(limits.frameBytesMax()))
        .addLast("frame-encoder", encoder)
        .addLast("greeting", new GreetingHandler(limits.handshakeMillis(), serverPid))
        .addLast("results", new ResultKeeper(limits.heldBytesMax(), resultsOfAll))
        .addLast("requests", new RequestDecoder(reader))
        .addLast("arguments", new ArgumentPuller(limits.requestBytesMax(), argumentsOfAll))
        .addLast("calls", new CallDispatcher(table, router, connection))
        .addLast("faults", faults);
  }
}
