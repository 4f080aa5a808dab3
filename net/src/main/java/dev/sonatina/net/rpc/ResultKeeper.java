package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.FabricProtocol;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.ResponseWriter;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Turns {@link Reply}s into messages. A result that does not fit its message is kept until the
 * client has read it and said so, or the connection closes.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class ResultKeeper extends ChannelDuplexHandler {

  private final long heldBytesMax;
  private final MemoryBudget.Share results;
  private final ExposedMemory memory = new ExposedMemory();
  private long receiver;
  private boolean hasLeft;

  /**
   * @param heldBytesMax of results that this client has not pulled yet
   * @param results where results have been taken from, and are given back to
   */
  ResultKeeper(long heldBytesMax, MemoryBudget.Share results) {
    this.heldBytesMax = heldBytesMax;
    this.results = results;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ConnectionMessage.RxmRequest request) {
      receiver = request.connectionId() & 0xffff_ffffL;
    } else if (message instanceof Frame.ReadRequest request) {
      ctx.writeAndFlush(memory.read(request), ctx.voidPromise());
    } else if (message instanceof Frame.Message frame && isAcknowledgement(frame)) {
      results.giveBack(memory.release(frame.plainTag()));
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private static boolean isAcknowledgement(Frame.Message frame) {
    return frame.data().length() == 1;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof Reply reply) {
      long heldBefore = memory.heldBytes();
      ByteSlice bytes = toMessage(reply);
      // What goes into the message itself is small, and counted by the connection's buffer.
      results.giveBack(reply.payload().length() - (memory.heldBytes() - heldBefore));
      ctx.write(Frame.Message.tagged(reply.framing(), receiver, reply.tag(), bytes), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    hasLeft = true;
    results.giveBack(memory.releaseAll());
    ctx.fireChannelInactive();
  }

  private ByteSlice toMessage(Reply reply) {
    if (reply.returnCode() != ReturnCode.SUCCESS) {
      return ResponseWriter.failure(reply.generation(), reply.returnCode());
    }
    ByteSlices payload = reply.payload();
    if (hasLeft) {
      return ByteSlice.EMPTY;
    }
    int directBytes = ResponseWriter.directBytes(reply.generation(), payload);
    if (directBytes <= FabricProtocol.EAGER_MESSAGE_BYTES_MAX) {
      return ResponseWriter.direct(reply.generation(), payload);
    }
    if (memory.heldBytes() + payload.length() > heldBytesMax) {
      return ResponseWriter.failure(reply.generation(), ReturnCode.NO_MEMORY);
    }
    BulkDescriptor descriptor = memory.expose(reply.tag(), payload);
    return ResponseWriter.overflow(reply.generation(), descriptor, payload);
  }
}
