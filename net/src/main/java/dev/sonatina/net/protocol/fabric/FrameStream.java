package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteSlice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one direction of a connection that exists only as recorded bytes, for tools that look at
 * such recordings. Not thread-safe.
 */
public final class FrameStream {

  private static final int READ_BYTES_MAX = 1 << 28;

  private final EmbeddedChannel decoder =
      new EmbeddedChannel(new FabricDecoder(() -> READ_BYTES_MAX));

  /** The {@link ConnectionMessage}s and {@link Frame}s that these further bytes complete. */
  public List<Object> decode(ByteSlice bytes) {
    decoder.writeInbound(Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length()));
    List<Object> decoded = new ArrayList<>();
    for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
      decoded.add(next);
    }
    return decoded;
  }

  /** The bytes of a {@link ConnectionMessage} or {@link Frame}. */
  public static byte[] encode(Object messageOrFrame) {
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
