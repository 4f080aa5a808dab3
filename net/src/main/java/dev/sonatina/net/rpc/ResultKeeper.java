package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.FabricProtocol;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.ResponseWriter;
import dev.sonatina.net.protocol.mercury.ReturnCode;
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
  private final ExposedMemory memory = new ExposedMemory();
  private long receiver;

  ResultKeeper(long heldBytesMax) {
    this.heldBytesMax = heldBytesMax;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ConnectionMessage.RxmRequest request) {
      receiver = request.connectionId() & 0xffff_ffffL;
    } else if (message instanceof Frame.ReadRequest request) {
      ctx.writeAndFlush(memory.read(request), ctx.voidPromise());
    } else if (message instanceof Frame.Message frame && isAcknowledgement(frame)) {
      memory.release(frame.plainTag());
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
      ByteSlice bytes = toMessage(reply);
      ctx.write(Frame.Message.tagged(reply.framing(), receiver, reply.tag(), bytes), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  private ByteSlice toMessage(Reply reply) {
    if (reply.returnCode() != ReturnCode.SUCCESS) {
      return ResponseWriter.failure(reply.generation(), reply.returnCode());
    }
    ByteSlices payload = reply.payload();
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
