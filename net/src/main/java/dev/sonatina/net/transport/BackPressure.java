package dev.sonatina.net.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading from a peer that has too much under way or does not read its answers, and closes
 * the connection of one that has not read a byte for a while: for long, or for a moment when
 * answers that nobody reads take all the memory.
 *
 * <p>{@link #begin} and {@link #end} may be called from any thread; everything else belongs to the
 * connection's event loop.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
public final class BackPressure extends ChannelDuplexHandler {

  /** What a request takes of the heap besides its arguments. */
  private static final int CALL_BYTES = 1 << 10;

  /** Less than this on its way into the socket is not worth counting. */
  private static final int UNSENT_BYTES_MIN = 16 << 10;

  /** How much of the heap a byte on its way into the socket takes, with all that is around it. */
  private static final int UNSENT_COPIES = 2;

  /** How long a peer may leave answers unread when such answers take all the memory. */
  private static final long MOMENT_MILLIS = 1_000;

  private final MemoryBudget.Share arguments;
  private final MemoryBudget.Share results;
  private final Runnable reconsidering = this::reconsider;
  private final int callsMax;
  private final long bytesMax;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable Channel channel;
  private final Watch patience;
  private final Watch pressure;
  private boolean paused;

  /** What {@link #results} counts of bytes on their way into the socket. */
  private long unsentCounted;

  private boolean awaitsSent;

  /** How often the peer has made room again. */
  private long timesRelieved;

  /**
   * A guard for one connection.
   *
   * @param arguments what this connection takes of what the arguments of all may take; when that is
   *     spent it is not read from
   * @param results what it takes for answers that the peer has not read; when that is spent, it is
   *     not read from while the socket does not take them
   * @param callsMax requests that may be waiting or running before reading stops
   * @param bytesMax bytes that these may hold
   * @param stallMillis how long a peer may leave answers unread without any progress
   */
  public BackPressure(
      MemoryBudget.Share arguments,
      MemoryBudget.Share results,
      int callsMax,
      long bytesMax,
      long stallMillis) {
    this.arguments = arguments;
    this.results = results;
    this.callsMax = callsMax;
    this.bytesMax = bytesMax;
    patience = new Watch(stallMillis, () -> true);
    pressure = new Watch(Math.min(MOMENT_MILLIS, stallMillis), results::isSpent);
  }

  /** A request with arguments of this size is under way. */
  public void begin(long size) {
    calls.incrementAndGet();
    bytes.addAndGet(size);
    arguments.take(size + CALL_BYTES);
    if (isFull()) {
      reconsider();
    }
  }

  /** A request of this size is done. */
  public void end(long size) {
    boolean wasFull = isFull();
    calls.decrementAndGet();
    bytes.addAndGet(-size);
    arguments.giveBack(size + CALL_BYTES);
    if (wasFull && !isFull()) {
      reconsider();
    }
  }

  private boolean isFull() {
    return calls.get() >= callsMax || bytes.get() >= bytesMax || arguments.isSpent();
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
    if (arguments.isSpent()) {
      arguments.budget().whenNotSpent(reconsidering);
    }
    boolean pause = isFull() || isStuck(current);
    if (pause != paused) {
      paused = pause;
      current.config().setAutoRead(!pause);
    }
  }

  /** Whether the peer has to read before it is read from. */
  private boolean isStuck(Channel current) {
    return !current.isWritable() || (unsentCounted > 0 && results.isSpent());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      timesRelieved++;
    }
    look(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    countUnsent(ctx);
  }

  private void countUnsent(ChannelHandlerContext ctx) {
    long unsent = unsentBytes(ctx.channel());
    long counted = unsent < UNSENT_BYTES_MIN ? 0 : UNSENT_COPIES * unsent;
    if (counted > unsentCounted) {
      results.take(counted - unsentCounted);
    } else {
      results.giveBack(unsentCounted - counted);
    }
    unsentCounted = counted;
    look(ctx);
    if (counted > 0 && !awaitsSent) {
      // Sent when everything before it is.
      awaitsSent = true;
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              sent -> {
                awaitsSent = false;
                countUnsent(ctx);
              });
    }
  }

  private static long unsentBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private void look(ChannelHandlerContext ctx) {
    pauseOrResume(ctx.channel());
    if (isStuck(ctx.channel())) {
      patience.begin(ctx);
      pressure.begin(ctx);
    }
  }

  /** Looks again and again whether a peer has to read, and has read anything since. */
  private final class Watch {
    private final long millis;
    private final BooleanSupplier isClosing;
    private boolean running;

    /**
     * @param millis from one look to the next
     * @param isClosing whether a peer that has read nothing meanwhile is cut off
     */
    Watch(long millis, BooleanSupplier isClosing) {
      this.millis = millis;
      this.isClosing = isClosing;
    }

    void begin(ChannelHandlerContext ctx) {
      if (!running) {
        running = true;
        lookLater(ctx);
      }
    }

    private void lookLater(ChannelHandlerContext ctx) {
      long relieved = timesRelieved;
      long unsent = unsentBytes(ctx.channel());
      ctx.executor().schedule(() -> look(ctx, relieved, unsent), millis, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext ctx, long relievedBefore, long unsentBefore) {
      boolean hasRead = timesRelieved > relievedBefore || unsentBytes(ctx.channel()) < unsentBefore;
      if (!ctx.channel().isActive() || !isStuck(ctx.channel())) {
        running = false;
        pauseOrResume(ctx.channel());
      } else if (!hasRead && isClosing.getAsBoolean()) {
        ctx.close();
      } else {
        lookLater(ctx);
      }
    }
  }
}
