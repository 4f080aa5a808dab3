package dev.sonatina.net.transport;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections from addresses that are not allowed, beyond a number in all, and beyond a
 * number for one address. One gate for a whole listener; safe for every thread.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
@Sharable
public final class ConnectionGate extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(ConnectionGate.class.getName());

  private final AllowedPeers allowed;
  private final int connectionsMax;
  private final int perAddressMax;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  public ConnectionGate(AllowedPeers allowed, int connectionsMax, int perAddressMax) {
    this.allowed = allowed;
    this.connectionsMax = connectionsMax;
    this.perAddressMax = perAddressMax;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (ctx.channel().remoteAddress() instanceof InetSocketAddress remote) {
      InetAddress address = remote.getAddress();
      if (!allowed.accepts(remote)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "refused a connection from {0}: it is not among the allowed addresses",
            address.getHostAddress());
        ctx.close();
        return;
      }
      int all = open.incrementAndGet();
      int ofAddress = perAddress.merge(address, 1, Integer::sum);
      ctx.channel().closeFuture().addListener(closed -> leave(address));
      if (all > connectionsMax || ofAddress > perAddressMax) {
        LOG.log(
            System.Logger.Level.WARNING,
            "refused a connection from {0}: {1} are open, {2} of them from there",
            address.getHostAddress(),
            all - 1,
            ofAddress - 1);
        ctx.close();
        return;
      }
    }
    ctx.fireChannelActive();
  }

  private void leave(InetAddress address) {
    open.decrementAndGet();
    perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
