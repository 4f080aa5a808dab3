package dev.sonatina.net.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading from a peer that has too much under way or does not read its answers, and closes
 * the connection of one that has not read a byte for a while.
 *
 * <p>{@link #begin} and {@link #end} may be called from any thread; everything else belongs to the
 * connection's event loop.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
public final class BackPressure extends ChannelInboundHandlerAdapter {

  private final MemoryBudget argumentsOfAll;
  private final Runnable reconsidering = this::reconsider;
  private final int callsMax;
  private final long bytesMax;
  private final long stallMillis;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable Channel channel;
  private boolean paused;
  private boolean watching;

  /** How often the peer has made room again. */
  private long timesRelieved;

  /**
   * A guard for one connection.
   *
   * @param argumentsOfAll what the arguments of all connections take; while it is spent, none is
   *     read from
   * @param callsMax requests that may be waiting or running before reading stops
   * @param bytesMax bytes that these may hold
   * @param stallMillis how long a peer may leave answers unread without any progress
   */
  public BackPressure(MemoryBudget argumentsOfAll, int callsMax, long bytesMax, long stallMillis) {
    this.argumentsOfAll = argumentsOfAll;
    this.callsMax = callsMax;
    this.bytesMax = bytesMax;
    this.stallMillis = stallMillis;
  }

  /** A request of this size is under way. */
  public void begin(long size) {
    calls.incrementAndGet();
    bytes.addAndGet(size);
    argumentsOfAll.take(size);
    if (isOverLimit() || argumentsOfAll.isSpent()) {
      reconsider();
    }
  }

  /** A request of this size is done. */
  public void end(long size) {
    boolean wasOver = isOverLimit();
    calls.decrementAndGet();
    bytes.addAndGet(-size);
    argumentsOfAll.giveBack(size);
    if (wasOver && !isOverLimit()) {
      reconsider();
    }
  }

  private boolean isOverLimit() {
    return calls.get() >= callsMax || bytes.get() >= bytesMax;
  }

  private void reconsider() {
    Channel current = channel;
    if (current == null) {
      return;
    }
    if (current.eventLoop().inEventLoop()) {
      pauseOrResume(current);
    } else {
      try {
        current.eventLoop().execute(() -> pauseOrResume(current));
      } catch (RejectedExecutionException e) {
        // The server has stopped, and the connection with it.
        return;
      }
    }
  }

  private void pauseOrResume(Channel current) {
    boolean othersTakeAll = argumentsOfAll.isSpent();
    if (othersTakeAll) {
      argumentsOfAll.whenNotSpent(reconsidering);
    }
    boolean pause = isOverLimit() || othersTakeAll || !current.isWritable();
    if (pause != paused) {
      paused = pause;
      current.config().setAutoRead(!pause);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pauseOrResume(ctx.channel());
    if (ctx.channel().isWritable()) {
      timesRelieved++;
    } else if (!watching) {
      watching = true;
      watch(ctx);
    }
    ctx.fireChannelWritabilityChanged();
  }

  private void watch(ChannelHandlerContext ctx) {
    long relieved = timesRelieved;
    long unread = ctx.channel().bytesBeforeWritable();
    ctx.executor()
        .schedule(() -> closeIfStalled(ctx, relieved, unread), stallMillis, TimeUnit.MILLISECONDS);
  }

  private void closeIfStalled(ChannelHandlerContext ctx, long relievedBefore, long unreadBefore) {
    long unread = ctx.channel().bytesBeforeWritable();
    if (unread == 0 || !ctx.channel().isActive()) {
      watching = false;
    } else if (timesRelieved == relievedBefore && unread >= unreadBefore) {
      ctx.close();
    } else {
      watch(ctx);
    }
  }
}
