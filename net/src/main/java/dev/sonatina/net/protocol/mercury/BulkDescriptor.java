package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.ProtocolException;

/**
 * Names memory of the sender, in place of arguments or a result that do not fit a message.
 *
 * <pre>
 *   0    8        16             20        24     32       40
 *   | 88 | length | segments = 1 | flags 1 | base | length |
 *   40   48    56       64  72      80     88       96
 *   | 48 | key | length | 1 | 1 (8) | base | length |
 * </pre>
 *
 * @param length bytes to pull, from the wire and so unsigned: check before use
 * @param base address of the memory, not 0
 * @param key the key under which the owner registered it
 */
public record BulkDescriptor(long length, long base, long key) {

  /** Size on the wire. */
  public static final int BYTES = 96;

  private static final int BODY_BYTES = 88;
  private static final int HANDLE_BYTES = 48;

  /**
   * Where in the owner's memory a pull starts: Mercury up to 2.0.1 has one key for the whole
   * address space, so addresses are absolute; later ones count from the start of the region.
   */
  public long pullAddress(Generation generation) {
    return generation.protocol() == MercuryProtocol.OLD_VERSION ? base : 0;
  }

  /** Whether what is left looks like one descriptor and nothing else. */
  static boolean fits(ByteReader in) {
    return in.remaining() > 8 && in.readI64() == in.remaining();
  }

  /**
   * The descriptor that comes next.
   *
   * @throws ProtocolException when the memory has several segments or the lengths disagree
   */
  static BulkDescriptor read(ByteReader in) {
    long bodyBytes = in.readI64();
    long length = in.readI64();
    int segments = in.readI32();
    in.skip(4);
    long base = in.readI64();
    long segmentLength = in.readI64();
    long handleBytes = in.readI64();
    if (bodyBytes != BODY_BYTES
        || segments != 1
        || segmentLength != length
        || handleBytes != HANDLE_BYTES) {
      throw new ProtocolException(
          "bulk descriptor of "
              + bodyBytes
              + " bytes with "
              + segments
              + " segments, handle of "
              + handleBytes
              + " (expected: 88, 1, 48)");
    }
    return new BulkDescriptor(length, base, in.readI64());
  }

  void write(ByteWriter out) {
    out.writeI64(BODY_BYTES);
    out.writeI64(length);
    out.writeI32(1);
    out.writeI32(1);
    out.writeI64(base);
    out.writeI64(length);
    out.writeI64(HANDLE_BYTES);
    out.writeI64(key);
    out.writeI64(length);
    out.writeI64(1);
    out.writeI64(1);
    out.writeI64(base);
    out.writeI64(length);
  }
}
