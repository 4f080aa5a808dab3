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

/**
 * Pulls arguments that did not fit their message from the client's memory, and passes requests on
 * once they are whole. Others overtake a request that waits.
 *
 * <p>Answers to pulls carry no identifier and come in the order of asking. The bytes asked for and
 * not yet received stay below a limit, and nothing is asked for while the arguments of all
 * connections take too much; further pulls wait their turn.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class ArgumentPuller extends ChannelInboundHandlerAdapter {

  private record Pull(ReceivedRequest request, BulkDescriptor source) {}

  private final int requestBytesMax;
  private final MemoryBudget argumentsOfAll;
  private final Queue<Pull> asked = new ArrayDeque<>();
  private final Queue<Pull> waiting = new ArrayDeque<>();
  private long bytesAsked;
  private boolean waitsForOthers;

  ArgumentPuller(int requestBytesMax, MemoryBudget argumentsOfAll) {
    this.argumentsOfAll = argumentsOfAll;
    this.requestBytesMax = requestBytesMax;
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
    waiting.clear();
    ctx.fireChannelInactive();
  }

  private void begin(ChannelHandlerContext ctx, Pull pull) {
    long length = pull.source.length();
    if (length <= 0 || length > requestBytesMax) {
      refuse(ctx, pull.request, ReturnCode.MESSAGE_SIZE);
      return;
    }
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
      if (argumentsOfAll.isSpent()) {
        waitForOthers(ctx);
        break;
      }
      waiting.remove();
      asked.add(next);
      bytesAsked += length;
      Frame.Segment segment =
          new Frame.Segment(next.request.request().pullAddress(), length, next.source.key());
      ctx.write(new Frame.ReadRequest(List.of(segment)), ctx.voidPromise());
      askedAny = true;
    }
    if (askedAny) {
      ctx.flush();
    }
  }

  private void waitForOthers(ChannelHandlerContext ctx) {
    if (!waitsForOthers) {
      waitsForOthers = true;
      argumentsOfAll.whenNotSpent(
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
    Pull pull = asked.poll();
    if (pull == null || pull.source.length() != data.length()) {
      throw new ProtocolException(
          "RMA read response of " + data.length() + " bytes that nobody asked for");
    }
    bytesAsked -= data.length();
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
