package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ByteWriter;

/**
 * Writes responses in the generation of the client that asked.
 *
 * <pre>
 *   protocol 5:  code (8) | flags (8) | 0 (16) | 0 (64) | [CRC-16 | 0 (16)] | CRC-32C or 0
 *   protocol 4:  code (8) | flags (8) | 0 (16) | [CRC-16 | 0 (16) | CRC-32C] | 0 (32)
 * </pre>
 *
 * The fields in brackets exist in builds with checksums; checksums are big-endian. Then follows
 * Margo's return code (32 bits) where the generation has one, and the result; or, with flag 1, the
 * descriptor of memory that holds both.
 */
public final class ResponseWriter {

  private ResponseWriter() {}

  /**
   * What the client reads as the result: Margo's return code, where there is one, and the result.
   */
  public static ByteSlice payload(Generation generation, ByteSlice result) {
    if (!generation.hasReturnCode()) {
      return result;
    }
    ByteWriter out = new ByteWriter(4 + result.length());
    out.writeI32(0);
    out.writeBytes(result);
    return out.toSlice();
  }

  /** Size of the message that carries this payload directly. */
  public static int directBytes(Generation generation, ByteSlices payload) {
    return generation.responseHeaderBytes() + payload.length();
  }

  /** A response with everything in it. */
  public static ByteSlice direct(Generation generation, ByteSlices payload) {
    ByteWriter out = new ByteWriter(directBytes(generation, payload));
    writeHeader(out, generation, ReturnCode.SUCCESS, 0, payload);
    out.writeBytes(payload);
    return out.toSlice();
  }

  /** A response whose payload the client has to pull. */
  public static ByteSlice overflow(
      Generation generation, BulkDescriptor descriptor, ByteSlices payload) {
    ByteWriter out = new ByteWriter(generation.responseHeaderBytes() + BulkDescriptor.BYTES);
    writeHeader(out, generation, ReturnCode.SUCCESS, MercuryProtocol.FLAG_MORE_DATA, payload);
    descriptor.write(out);
    return out.toSlice();
  }

  /**
   * A response that says the call itself failed. Its length suits every client: real servers send
   * the core of their header twice, and nobody reads the second half.
   */
  public static ByteSlice failure(Generation generation, int returnCode) {
    ByteWriter out = new ByteWriter(32);
    out.writeU8(returnCode);
    out.writeU8(generation.marksChecksums() ? MercuryProtocol.FLAG_CHECKSUMS : 0);
    out.writeZeros(2 * generation.responseCoreBytes() - 2);
    if (generation.fillsChecksums()) {
      byte[] fields = {(byte) returnCode, 0, 0, 0};
      int crc = Checksums.crc16(fields);
      int at = generation.protocol() == MercuryProtocol.OLD_VERSION ? 4 : 12;
      out.setU8(at, crc >>> 8);
      out.setU8(at + 1, crc);
    }
    return out.toSlice();
  }

  private static void writeHeader(
      ByteWriter out, Generation generation, int code, int moreFlags, ByteSlices payload) {
    boolean old = generation.protocol() == MercuryProtocol.OLD_VERSION;
    int flags = moreFlags | (generation.marksChecksums() ? MercuryProtocol.FLAG_CHECKSUMS : 0);
    boolean fill = generation.fillsChecksums();
    int payloadCrc = fill ? Checksums.crc32c(payload) : 0;
    out.writeU8(code);
    out.writeU8(flags);
    out.writeU16(0);
    if (!old) {
      out.writeI64(0);
    }
    if (generation.hasChecksums()) {
      byte[] fields = {(byte) code, (byte) flags, 0, 0};
      out.writeU16BigEndian(fill ? Checksums.crc16(fields) : 0);
      out.writeU16(0);
    }
    if (generation.hasChecksums() || !old) {
      out.writeI32BigEndian(payloadCrc);
    }
    if (old) {
      out.writeI32(0);
    }
  }
}
