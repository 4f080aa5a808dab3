package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteWriter;

/**
 * Writes requests of the newest generation for our own client, with room for checksums or without;
 * the layout is drawn in {@link RequestReader}.
 */
public final class RequestWriter {

  private static final int AF_INET = 2;

  private final byte[] sourceAddress;
  private final Generation generation;

  /**
   * A writer for a connection.
   *
   * @param address the four bytes of the address that this client gives as its own
   * @param port the port that it gives as its own; nobody connects to it
   * @param generation one of protocol 5 that fills no checksums
   */
  public RequestWriter(byte[] address, int port, Generation generation) {
    this.generation = generation;
    ByteWriter out = new ByteWriter(MercuryProtocol.SOURCE_ADDRESS_BYTES);
    out.writeU16(AF_INET);
    out.writeU16BigEndian(port);
    out.writeBytes(address);
    out.writeZeros(8);
    sourceAddress = out.toSlice().toArray();
  }

  /** What the server reads as input: Margo's word and the arguments. */
  public static ByteSlice payload(ByteSlice arguments) {
    ByteWriter out = new ByteWriter(MercuryProtocol.MARGO_WORD_BYTES + arguments.length());
    out.writeI64(MercuryProtocol.NO_PARENT);
    out.writeBytes(arguments);
    return out.toSlice();
  }

  /** Size of the message that carries this payload directly. */
  public int directBytes(ByteSlice payload) {
    return MercuryProtocol.SOURCE_ADDRESS_BYTES
        + (generation.hasChecksums()
            ? MercuryProtocol.HEADER_BYTES_WITH_CHECKSUMS
            : MercuryProtocol.HEADER_BYTES_WITHOUT_CHECKSUMS)
        + payload.length();
  }

  /** A request with everything in it. */
  public ByteSlice direct(RpcId id, ByteSlice payload) {
    ByteWriter out = new ByteWriter(directBytes(payload));
    writeHeader(out, id, 0);
    out.writeBytes(payload);
    return out.toSlice();
  }

  /** A request whose payload the server has to pull. */
  public ByteSlice overflow(RpcId id, BulkDescriptor descriptor) {
    ByteWriter out = new ByteWriter(directBytes(ByteSlice.EMPTY) + BulkDescriptor.BYTES);
    writeHeader(out, id, MercuryProtocol.FLAG_MORE_DATA);
    descriptor.write(out);
    return out.toSlice();
  }

  private void writeHeader(ByteWriter out, RpcId id, int flags) {
    out.writeBytes(sourceAddress);
    out.writeU8(MercuryProtocol.REQUEST_MAGIC);
    out.writeU8(MercuryProtocol.CURRENT_VERSION);
    out.writeI64BigEndian(id.bits());
    out.writeU8(flags | (generation.marksChecksums() ? MercuryProtocol.FLAG_CHECKSUMS : 0));
    out.writeU8(0);
    out.writeZeros(generation.hasChecksums() ? 8 : 4);
  }
}
