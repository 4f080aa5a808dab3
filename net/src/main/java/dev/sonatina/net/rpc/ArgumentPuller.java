package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Pulls arguments that did not fit their message from the client's memory, and passes requests on
 * once they are whole. Others overtake a request that waits.
 *
 * <p>Answers to pulls carry no identifier and come in the order of asking. The bytes asked for and
 * not yet received stay below a limit for this connection and another one for all, and nothing is
 * asked for while the arguments of all connections take too much; further pulls wait their turn. A
 * client that leaves a pull unanswered for long is cut off, lest others wait for it.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class ArgumentPuller extends ChannelInboundHandlerAdapter {

  private record Pull(ReceivedRequest request, BulkDescriptor source) {}

  /** What a request that waits for its arguments takes of the heap. */
  private static final int PULL_BYTES = 512;

  private final MemoryBudget.Share arguments;
  private final MemoryBudget.Share results;
  private final MemoryBudget.Share pulled;
  private final int requestBytesMax;
  private final long stallMillis;
  private final Queue<Pull> asked = new ArrayDeque<>();
  private final Queue<Pull> waiting = new ArrayDeque<>();
  private long bytesAsked;
  private boolean waitsForOthers;
  private boolean watching;

  /**
   * @param arguments what the arguments of this connection's calls take once they are here
   * @param results what is kept for this client's sake, where requests that wait are counted too
   * @param pulled what this connection has been asked for
   * @param requestBytesMax the longest arguments of a call
   * @param stallMillis how long a client may take to answer a pull
   */
  ArgumentPuller(
      MemoryBudget.Share arguments,
      MemoryBudget.Share results,
      MemoryBudget.Share pulled,
      int requestBytesMax,
      long stallMillis) {
    this.arguments = arguments;
    this.results = results;
    this.pulled = pulled;
    this.requestBytesMax = requestBytesMax;
    this.stallMillis = stallMillis;
  }

  /** How many bytes have to come next, less than 0 if nothing was asked for. */
  long bytesAwaited() {
    Pull next = asked.peek();
    return next == null ? -1 : next.source.length();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ReceivedRequest received) {
      BulkDescriptor source = received.request().overflow();
      if (source == null) {
        ctx.fireChannelRead(received);
      } else {
        begin(ctx, new Pull(received, source));
      }
    } else if (message instanceof Frame.ReadResponse response) {
      finish(ctx, response.data().toSlice());
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    results.giveBack((long) PULL_BYTES * (waiting.size() + asked.size()));
    pulled.giveBack(bytesAsked);
    bytesAsked = 0;
    waiting.clear();
    asked.clear();
    ctx.fireChannelInactive();
  }

  private void begin(ChannelHandlerContext ctx, Pull pull) {
    long length = pull.source.length();
    if (length <= 0 || length > requestBytesMax) {
      refuse(ctx, pull.request, ReturnCode.MESSAGE_SIZE);
      return;
    }
    if (results.isSpent()) {
      refuse(ctx, pull.request, ReturnCode.NO_MEMORY);
      return;
    }
    results.take(PULL_BYTES);
    waiting.add(pull);
    askForMore(ctx);
  }

  private void askForMore(ChannelHandlerContext ctx) {
    boolean askedAny = false;
    while (!waiting.isEmpty()) {
      Pull next = waiting.element();
      long length = next.source.length();
      if (!asked.isEmpty() && bytesAsked + length > requestBytesMax) {
        break;
      }
      MemoryBudget.Share spent = arguments.isSpent() ? arguments : pulled;
      if (spent.isSpent()) {
        waitForOthers(ctx, spent.budget());
        break;
      }
      waiting.remove();
      asked.add(next);
      bytesAsked += length;
      pulled.take(length);
      watch(ctx);
      Frame.Segment segment =
          new Frame.Segment(next.request.request().pullAddress(), length, next.source.key());
      ctx.write(new Frame.ReadRequest(List.of(segment)), ctx.voidPromise());
      askedAny = true;
    }
    if (askedAny) {
      ctx.flush();
    }
  }

  /** Closes the connection when the pull that is due now still is after that time. */
  @SuppressWarnings("ReferenceEquality") // Identity is the question.
  private void watch(ChannelHandlerContext ctx) {
    Pull due = asked.peek();
    if (due == null || watching) {
      return;
    }
    watching = true;
    ctx.executor()
        .schedule(
            () -> {
              watching = false;
              // While nothing is read, its answer may be there.
              if (due == asked.peek() && ctx.channel().config().isAutoRead()) {
                ctx.fireExceptionCaught(
                    new ProtocolException(
                        "an RMA read was not answered in " + stallMillis + " ms"));
              } else {
                watch(ctx);
              }
            },
            stallMillis,
            TimeUnit.MILLISECONDS);
  }

  private void waitForOthers(ChannelHandlerContext ctx, MemoryBudget budget) {
    if (!waitsForOthers) {
      waitsForOthers = true;
      budget.whenNotSpent(
          () ->
              ctx.executor()
                  .execute(
                      () -> {
                        waitsForOthers = false;
                        askForMore(ctx);
                      }));
    }
  }

  private void finish(ChannelHandlerContext ctx, ByteSlice data) {
    Pull pull = asked.peek();
    if (pull == null || pull.source.length() != data.length()) {
      throw new ProtocolException(
          "RMA read response of " + data.length() + " bytes that nobody asked for");
    }
    asked.remove();
    bytesAsked -= data.length();
    pulled.giveBack(data.length());
    results.giveBack(PULL_BYTES);
    ctx.fireChannelRead(pull.request.with(pull.request.request().withPulled(data)));
    askForMore(ctx);
  }

  /** Sends a return code in place of the answer, if the client wants one. */
  static void refuse(ChannelHandlerContext ctx, ReceivedRequest received, int returnCode) {
    if (received.request().wantsResponse()) {
      ctx.writeAndFlush(
          new Reply(
              received.framing(),
              received.tag(),
              received.request().generation(),
              returnCode,
              ByteSlices.EMPTY),
          ctx.voidPromise());
    }
  }
}
