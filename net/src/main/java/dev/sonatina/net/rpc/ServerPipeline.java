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
  private final MemoryBudget pulledOfAll;
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
    pulledOfAll = new MemoryBudget(limits.queuedBytesOfAllMax());
    gate = new ConnectionGate(allowed, limits.connectionsMax(), limits.connectionsPerAddressMax());
  }

  /** From the socket, at the top, to the handlers of RPCs, at the bottom. */
  @Override
  protected void initChannel(Channel channel) {
    MemoryBudget.Share arguments = argumentsOfAll.share();
    MemoryBudget.Share results = resultsOfAll.share();
    BackPressure backPressure =
        new BackPressure(
            arguments,
            results,
            limits.queuedCallsMax(),
            limits.queuedBytesMax(),
            limits.stallMillis());
    Connection connection = new Connection(channel, backPressure, results);
    ArgumentPuller puller =
        new ArgumentPuller(
            arguments,
            results,
            pulledOfAll.share(),
            limits.requestBytesMax(),
            limits.stallMillis());
    RequestReader reader = new RequestReader(table, returnCodeForOldIds);
    channel
        .pipeline()
        .addLast("gate", gate)
        .addLast("flushes", new FlushConsolidationHandler(FLUSHES_CONSOLIDATED_MAX))
        .addLast("back-pressure", backPressure)
        .addLast("pieces", new ChunkedWriteHandler())
        .addLast("frame-decoder", new FabricDecoder(puller::bytesAwaited))
        .addLast("frame-encoder", encoder)
        .addLast("greeting", new GreetingHandler(limits.handshakeMillis(), serverPid))
        .addLast("results", new ResultKeeper(limits.heldBytesMax(), results))
        .addLast("requests", new RequestDecoder(reader))
        .addLast("arguments", puller)
        .addLast("calls", new CallDispatcher(table, router, connection))
        .addLast("faults", faults);
  }
}
