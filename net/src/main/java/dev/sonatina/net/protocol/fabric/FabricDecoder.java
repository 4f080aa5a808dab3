package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns one direction of a connection into a {@link ConnectionMessage} followed by {@link Frame}s.
 *
 * <p>Belongs to one connection and its event loop. Every length is compared with a limit before
 * anything is reserved for it; after the first error the connection must be closed, and further
 * bytes are thrown away.
 *
 * <pre>
 *   frame:  0         1    2       4         5          6             7   8            16
 *           | version | op | flags | op data | segments | header size | 0 | total size | extension, data
 *
 *   extension of messages  CQ data (8) with flag 1; tag (8) of tagged and of compressed ones
 *   extension of reads     address (8), length (8), key (8) for each segment
 *
 *   rxm packet header, before the data of a message frame without extension:
 *      0   1      2        8          16       32   33  34   35  36      40       48     56    64
 *      | 4 | type | zeros  | receiver | zeros  | 2  | 0 | op | 0 | flags | length | data | tag |
 * </pre>
 *
 * All integers are little-endian, lengths of connection data excepted.
 */
public final class FabricDecoder extends ByteToMessageDecoder {

  /** What the next bytes are. */
  private enum State {
    CONTROL_HEADER,
    CONNECTION_DATA,
    FRAME_HEADER,
    FRAME_BODY,
    BROKEN
  }

  private final LongSupplier readBytesMax;
  private State state = State.CONTROL_HEADER;
  private int connectionType;
  private int bodyBytes;
  private boolean rxm;
  private @Nullable FrameHeader header;

  /**
   * A decoder for a new connection.
   *
   * @param readBytesMax tells how many bytes the answer to a read may bring at this moment, which
   *     is less than 0 while none is awaited; other frames are small
   */
  public FabricDecoder(LongSupplier readBytesMax) {
    this.readBytesMax = readBytesMax;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      switch (state) {
        case CONTROL_HEADER -> readControlHeader(in, out);
        case CONNECTION_DATA -> readConnectionData(in, out);
        case FRAME_HEADER -> readFrameHeader(in, out);
        case FRAME_BODY -> readFrameBody(in, out);
        case BROKEN -> in.skipBytes(in.readableBytes());
      }
    } catch (ProtocolException e) {
      state = State.BROKEN;
      in.skipBytes(in.readableBytes());
      ctx.fireExceptionCaught(e);
    }
  }

  private void readControlHeader(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < FabricProtocol.CONTROL_HEADER_BYTES) {
      return;
    }
    ByteReader reader = take(in, FabricProtocol.CONTROL_HEADER_BYTES).reader();
    int version = reader.readU8();
    connectionType = reader.readU8();
    bodyBytes = reader.readU16BigEndian();
    reader.skip(20);
    long byteOrder = reader.readI64();
    // A real server leaves the mark out of a refusal.
    boolean isMarked = byteOrder == 1 || connectionType == FabricProtocol.CONNECTION_REJECT;
    if (version != FabricProtocol.VERSION
        || !isMarked
        || bodyBytes > FabricProtocol.CONNECTION_DATA_BYTES_MAX) {
      throw new ProtocolException(
          "connection message: version "
              + version
              + ", byte order mark "
              + byteOrder
              + ", "
              + bodyBytes
              + " bytes of data (expected: 3, 1, at most 256)");
    }
    state = State.CONNECTION_DATA;
    // Netty does not call again while the buffer is empty, so what has no body ends here.
    if (bodyBytes == 0) {
      readConnectionData(in, out);
    }
  }

  private void readConnectionData(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < bodyBytes) {
      return;
    }
    ConnectionMessage message =
        ConnectionMessage.read(connectionType, take(in, bodyBytes).reader());
    rxm =
        message instanceof ConnectionMessage.RxmRequest
            || message instanceof ConnectionMessage.RxmResponse;
    out.add(message);
    state = State.FRAME_HEADER;
  }

  private void readFrameHeader(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < FabricProtocol.FRAME_HEADER_BYTES) {
      return;
    }
    FrameHeader read = FrameHeader.read(take(in, FabricProtocol.FRAME_HEADER_BYTES).reader(), rxm);
    long bytesMax =
        read.op() == FabricProtocol.OP_READ_RESPONSE
            ? FabricProtocol.FRAME_HEADER_BYTES + readBytesMax.getAsLong()
            : FabricProtocol.FRAME_BYTES_MAX;
    if (read.totalBytes() > bytesMax) {
      throw new ProtocolException(
          "frame size: " + read.totalBytes() + " (expected: at most " + bytesMax + ")");
    }
    header = read;
    bodyBytes = (int) read.totalBytes() - FabricProtocol.FRAME_HEADER_BYTES;
    state = State.FRAME_BODY;
    if (bodyBytes == 0) {
      readFrameBody(in, out);
    }
  }

  private void readFrameBody(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < bodyBytes) {
      return;
    }
    FrameHeader current = header;
    if (current == null) {
      throw new IllegalStateException("a frame body without header");
    }
    ByteReader body = take(in, bodyBytes).reader();
    out.add(readFrame(current, body));
    header = null;
    state = State.FRAME_HEADER;
  }

  private Frame readFrame(FrameHeader current, ByteReader body) {
    switch (current.op()) {
      case FabricProtocol.OP_READ_REQUEST -> {
        if (current.hasFlag(FabricProtocol.FLAG_CQ_DATA)) {
          body.skip(8);
        }
        List<Frame.Segment> segments = new ArrayList<>(current.segments());
        for (int i = 0; i < current.segments(); i++) {
          segments.add(new Frame.Segment(body.readI64(), body.readI64(), body.readI64()));
        }
        return new Frame.ReadRequest(segments);
      }
      case FabricProtocol.OP_READ_RESPONSE -> {
        return new Frame.ReadResponse(ByteSlices.of(body.rest()));
      }
      default -> {
        return current.isDelivered() ? new Frame.Delivered() : readMessage(current, body);
      }
    }
  }

  private Frame readMessage(FrameHeader current, ByteReader body) {
    boolean wantsDelivery = current.hasFlag(FabricProtocol.FLAG_DELIVERY_COMPLETE);
    if (rxm && !current.hasFlag(FabricProtocol.FLAG_COMPRESSED)) {
      return readPacket(body, wantsDelivery);
    }
    Framing framing = rxm ? Framing.RXM_COMPRESSED : Framing.NATIVE;
    boolean tagged = rxm || current.op() == FabricProtocol.OP_TAGGED;
    long tag = current.hasFlag(FabricProtocol.FLAG_CQ_DATA) ? body.readI64() : 0;
    if (tagged) {
      tag = body.readI64();
    }
    return new Frame.Message(framing, tagged, 0, tag, wantsDelivery, body.rest());
  }

  private static Frame readPacket(ByteReader body, boolean wantsDelivery) {
    int version = body.readU8();
    int type = body.readU8();
    body.skip(6);
    long receiver = body.readI64();
    body.skip(16);
    body.skip(2);
    int op = body.readU8();
    body.skip(1);
    int flags = body.readI32();
    long length = body.readI64();
    long data = body.readI64();
    long tag = body.readI64();
    if (version != FabricProtocol.PACKET_VERSION || type != FabricProtocol.PACKET_EAGER || op > 1) {
      throw new ProtocolException(
          "rxm packet: version "
              + version
              + ", type "
              + type
              + ", op "
              + op
              + " (expected: 4, 0, 0 or 1)");
    }
    if (length != body.remaining()) {
      throw new ProtocolException(
          "rxm packet length: " + length + " (expected: " + body.remaining() + ")");
    }
    boolean tagged = op == FabricProtocol.OP_TAGGED;
    long carried = tagged ? tag : (flags & FabricProtocol.PACKET_FLAG_DATA) != 0 ? data : 0;
    return new Frame.Message(Framing.RXM, tagged, receiver, carried, wantsDelivery, body.rest());
  }

  /** The bytes leave Netty's buffer here, so that nobody further up has to release anything. */
  private static ByteSlice take(ByteBuf in, int count) {
    byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), count, true);
    in.skipBytes(count);
    return ByteSlice.of(bytes);
  }
}
