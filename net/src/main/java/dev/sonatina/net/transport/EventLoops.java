package dev.sonatina.net.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which connections are read and written. They never run scripts and never wait for
 * a disk. Close it when nothing uses it any more.
 */
public final class EventLoops implements AutoCloseable {

  private static final long SHUTDOWN_MILLIS_MAX = 2_000;

  private final EventLoopGroup group;

  /**
   * Loops on daemon threads.
   *
   * @param name what their names begin with
   */
  public EventLoops(String name, int threads) {
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  public EventLoopGroup group() {
    return group;
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, SHUTDOWN_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_MILLIS_MAX + 500);
  }
}
