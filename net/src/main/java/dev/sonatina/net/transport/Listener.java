package dev.sonatina.net.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A listening port and the connections accepted on it. Safe for every thread.
 *
 * <p>When the process runs out of descriptors, accepting pauses for a second and resumes by itself,
 * which is what Netty's acceptor does.
 */
public final class Listener implements AutoCloseable {

  private static final int BACKLOG = 1024;

  /** Bytes on their way into one socket; what is beyond them waits on the heap. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 << 10, 512 << 10);

  private final Channel channel;
  private final ChannelGroup connections;
  private final FabricAddress address;

  private Listener(Channel channel, ChannelGroup connections, FabricAddress address) {
    this.channel = channel;
    this.connections = connections;
    this.address = address;
  }

  /**
   * Binds the address and begins to accept.
   *
   * @param pipeline prepares each accepted connection
   * @throws IOException when the address cannot be bound
   */
  public static Listener bind(ListenAddress listen, EventLoops loops, ChannelHandler pipeline)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Accepted(connections, pipeline))
            .bind(new InetSocketAddress(listen.host(), listen.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + listen.host().getHostAddress() + ":" + listen.port(),
          bound.cause());
    }
    int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    return new Listener(bound.channel(), connections, listen.published(port));
  }

  /** The address that clients connect to. */
  public FabricAddress address() {
    return address;
  }

  /** Accepts nobody any more; connections stay. */
  public void stopAccepting() {
    channel.close().awaitUninterruptibly();
  }

  /** Reads no further requests; answers still go out. */
  public void stopReading() {
    connections.forEach(connection -> connection.config().setAutoRead(false));
  }

  /** Stops accepting and closes every connection. */
  @Override
  public void close() {
    stopAccepting();
    connections.close().awaitUninterruptibly();
  }
}
