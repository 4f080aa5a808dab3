package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ProtocolException;

/**
 * The 16 bytes in front of every frame, checked for consistency.
 *
 * <p>The segment count and the op data byte hold stale values in most frames; they are looked at
 * only where they mean something.
 */
record FrameHeader(int op, int flags, int opData, int segments, int headerBytes, long totalBytes) {

  /**
   * The header in these 16 bytes.
   *
   * @param rxm whether the connection is an rxm one, where an untagged op carries packets
   * @throws ProtocolException for an unknown op or a header size that does not fit the op
   */
  static FrameHeader read(ByteReader in, boolean rxm) {
    int version = in.readU8();
    if (version != FabricProtocol.VERSION) {
      throw new ProtocolException("frame version: " + version + " (expected: 3)");
    }
    int op = in.readU8();
    int flags = in.readU16();
    int opData = in.readU8();
    int segments = in.readU8();
    int headerBytes = in.readU8();
    in.skip(1);
    FrameHeader header = new FrameHeader(op, flags, opData, segments, headerBytes, in.readI64());
    header.check(rxm);
    return header;
  }

  boolean hasFlag(int flag) {
    return (flags & flag) != 0;
  }

  boolean isDelivered() {
    return op == FabricProtocol.OP_MESSAGE
        && opData == FabricProtocol.OP_DATA_DELIVERED
        && totalBytes == FabricProtocol.FRAME_HEADER_BYTES;
  }

  private void check(boolean rxm) {
    int expected = FabricProtocol.FRAME_HEADER_BYTES + extensionBytes(rxm);
    if (headerBytes != expected || totalBytes < headerBytes) {
      throw new ProtocolException(
          "frame with op "
              + op
              + " and flags "
              + flags
              + ": header size "
              + headerBytes
              + ", total size "
              + Long.toUnsignedString(totalBytes)
              + " (expected: "
              + expected
              + ", at least as much)");
    }
    if (rxm
        && op == FabricProtocol.OP_MESSAGE
        && !hasFlag(FabricProtocol.FLAG_COMPRESSED)
        && !isDelivered()
        && totalBytes < FabricProtocol.FRAME_HEADER_BYTES + FabricProtocol.PACKET_HEADER_BYTES) {
      throw new ProtocolException("rxm packet of " + totalBytes + " bytes, too short");
    }
  }

  private int extensionBytes(boolean rxm) {
    int cqData = hasFlag(FabricProtocol.FLAG_CQ_DATA) ? 8 : 0;
    boolean compressed = hasFlag(FabricProtocol.FLAG_COMPRESSED);
    if (op == FabricProtocol.OP_MESSAGE) {
      return compressed && rxm ? cqData + 8 : cqData;
    }
    if (op == FabricProtocol.OP_TAGGED && !rxm) {
      return cqData + 8;
    }
    if (op == FabricProtocol.OP_READ_REQUEST) {
      return cqData + segments * FabricProtocol.SEGMENT_BYTES;
    }
    if (op == FabricProtocol.OP_READ_RESPONSE) {
      return 0;
    }
    throw new ProtocolException("frame op: " + op + " (expected: 0 to 3)");
  }
}
