package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A response to a request of a known generation; the layout is drawn in {@link ResponseWriter}.
 *
 * @param returnCode Mercury's return code; unless 0 nothing else is meaningful
 * @param overflow the server's memory that holds the payload, when it did not fit the message
 * @param payload Margo's return code, where there is one, and the result
 */
public record Response(int returnCode, @Nullable BulkDescriptor overflow, ByteSlice payload) {

  /**
   * The response in a message.
   *
   * @throws ProtocolException when the bytes are no response of that generation
   */
  public static Response read(Generation generation, ByteSlice message) {
    ByteReader in = message.reader();
    int code = in.readU8();
    int flags = in.readU8();
    if (code != ReturnCode.SUCCESS) {
      return new Response(code, null, ByteSlice.EMPTY);
    }
    in.skip(generation.responseHeaderBytes() - 2);
    if ((flags & MercuryProtocol.FLAG_MORE_DATA) != 0) {
      return new Response(code, BulkDescriptor.read(in), ByteSlice.EMPTY);
    }
    return new Response(code, null, in.rest());
  }

  /**
   * The result in a payload, pulled or direct.
   *
   * @throws ProtocolException when Margo says that the call failed
   */
  public static ByteSlice result(Generation generation, ByteSlice payload) {
    if (!generation.hasReturnCode()) {
      return payload;
    }
    ByteReader in = payload.reader();
    int margoCode = in.readI32();
    if (margoCode != 0) {
      throw new ProtocolException("the server's Margo refused the call with " + margoCode);
    }
    return in.rest();
  }
}
