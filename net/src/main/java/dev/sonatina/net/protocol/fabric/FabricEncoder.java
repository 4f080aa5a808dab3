package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ByteWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageEncoder;
import java.util.List;

/**
 * Turns {@link ConnectionMessage}s and {@link Frame}s into bytes; the layout is drawn in {@link
 * FabricDecoder}.
 *
 * <p>Without state, one for all connections. The data of a large frame is wrapped, not copied, in
 * pieces: the socket takes them one by one, so that it needs no memory for the whole.
 */
@Sharable
public final class FabricEncoder extends MessageToMessageEncoder<Object> {

  /** From here on it is cheaper to send header and data as two buffers than to copy the data. */
  private static final int COPY_BYTES_MAX = 1024;

  private static final int PIECE_BYTES_MAX = 64 << 10;

  @Override
  public boolean acceptOutboundMessage(Object message) {
    return message instanceof Frame || message instanceof ConnectionMessage;
  }

  @Override
  protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) {
    ByteWriter bytes = new ByteWriter(128);
    ByteSlices data = ByteSlices.EMPTY;
    if (message instanceof ConnectionMessage connectionMessage) {
      ConnectionMessage.write(connectionMessage, bytes);
    } else if (message instanceof Frame frame) {
      data = writeHeaders(frame, bytes);
    }
    if (data.length() <= COPY_BYTES_MAX) {
      bytes.writeBytes(data);
      out.add(wrap(bytes.toSlice()));
    } else {
      out.add(wrap(bytes.toSlice()));
      data.parts().forEach(part -> addPieces(part, out));
    }
  }

  private static void addPieces(ByteSlice data, List<Object> out) {
    for (int at = 0; at < data.length(); at += PIECE_BYTES_MAX) {
      out.add(wrap(data.slice(at, Math.min(PIECE_BYTES_MAX, data.length() - at))));
    }
  }

  /** Everything of a frame up to its data, which is returned. */
  static ByteSlices writeHeaders(Frame frame, ByteWriter out) {
    if (frame instanceof Frame.Message message) {
      switch (message.framing()) {
        case NATIVE -> writeNativeMessage(message, out);
        case RXM -> writePacket(message, out);
        case RXM_COMPRESSED -> writeCompressed(message, out);
      }
      return ByteSlices.of(message.data());
    }
    if (frame instanceof Frame.ReadResponse response) {
      writeBase(out, FabricProtocol.OP_READ_RESPONSE, 0, 0, 0, response.data().length());
      return response.data();
    }
    if (frame instanceof Frame.ReadRequest request) {
      int count = request.segments().size();
      int extension = count * FabricProtocol.SEGMENT_BYTES;
      writeBase(out, FabricProtocol.OP_READ_REQUEST, 0, count, extension, 0);
      for (Frame.Segment segment : request.segments()) {
        out.writeI64(segment.address());
        out.writeI64(segment.length());
        out.writeI64(segment.key());
      }
      return ByteSlices.EMPTY;
    }
    writeBase(out, FabricProtocol.OP_MESSAGE, 0, 0, 0, 0);
    out.setU8(
        out.length() - FabricProtocol.FRAME_HEADER_BYTES + 4, FabricProtocol.OP_DATA_DELIVERED);
    return ByteSlices.EMPTY;
  }

  private static void writeNativeMessage(Frame.Message message, ByteWriter out) {
    int op = message.tagged() ? FabricProtocol.OP_TAGGED : FabricProtocol.OP_MESSAGE;
    int flags = message.tagged() ? 0 : FabricProtocol.FLAG_CQ_DATA;
    writeBase(out, op, flags | deliveryFlag(message), 0, 8, message.data().length());
    out.writeI64(message.tag());
  }

  private static void writeCompressed(Frame.Message message, ByteWriter out) {
    int flags = FabricProtocol.FLAG_COMPRESSED | deliveryFlag(message);
    writeBase(out, FabricProtocol.OP_MESSAGE, flags, 0, 8, message.data().length());
    out.writeI64(message.tag());
  }

  private static void writePacket(Frame.Message message, ByteWriter out) {
    long length = message.data().length();
    writeBase(
        out,
        FabricProtocol.OP_MESSAGE,
        deliveryFlag(message),
        0,
        0,
        FabricProtocol.PACKET_HEADER_BYTES + length);
    out.writeU8(FabricProtocol.PACKET_VERSION);
    out.writeU8(FabricProtocol.PACKET_EAGER);
    out.writeZeros(6);
    out.writeI64(message.receiver());
    out.writeZeros(16);
    out.writeU8(FabricProtocol.PACKET_OP_VERSION);
    out.writeU8(0);
    out.writeU8(message.tagged() ? FabricProtocol.OP_TAGGED : FabricProtocol.OP_MESSAGE);
    out.writeU8(0);
    out.writeI32(message.tagged() ? 0 : FabricProtocol.PACKET_FLAG_DATA);
    out.writeI64(length);
    out.writeI64(message.tagged() ? 0 : message.tag());
    out.writeI64(message.tagged() ? message.tag() : 0);
  }

  private static int deliveryFlag(Frame.Message message) {
    return message.wantsDelivery() ? FabricProtocol.FLAG_DELIVERY_COMPLETE : 0;
  }

  private static void writeBase(
      ByteWriter out, int op, int flags, int segments, int extensionBytes, long dataBytes) {
    int headerBytes = FabricProtocol.FRAME_HEADER_BYTES + extensionBytes;
    out.writeU8(FabricProtocol.VERSION);
    out.writeU8(op);
    out.writeU16(flags);
    out.writeU8(0);
    out.writeU8(segments);
    out.writeU8(headerBytes);
    out.writeU8(0);
    out.writeI64(headerBytes + dataBytes);
  }

  private static ByteBuf wrap(ByteSlice bytes) {
    return Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length());
  }
}
