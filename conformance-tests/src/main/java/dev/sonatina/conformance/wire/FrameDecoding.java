package dev.sonatina.conformance.wire;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.FabricDecoder;
import dev.sonatina.net.protocol.fabric.FabricEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/** Bytes of one direction to messages and frames, and back. Not thread-safe. */
final class FrameDecoding {

  private static final int FRAME_BYTES_MAX = 1 << 28;

  private final EmbeddedChannel decoder = new EmbeddedChannel(new FabricDecoder(FRAME_BYTES_MAX));

  /** What these further bytes complete. */
  List<Object> decode(ByteSlice bytes) {
    decoder.writeInbound(
        Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length()));
    List<Object> decoded = new ArrayList<>();
    for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
      decoded.add(next);
    }
    return decoded;
  }

  static byte[] encode(Object messageOrFrame) {
    EmbeddedChannel encoder = new EmbeddedChannel(new FabricEncoder());
    encoder.writeOutbound(messageOrFrame);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    byte[] bytes = new byte[all.readableBytes()];
    all.readBytes(bytes);
    all.release();
    return bytes;
  }
}
