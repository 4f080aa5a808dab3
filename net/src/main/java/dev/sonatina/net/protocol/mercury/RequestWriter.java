package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteWriter;

/**
 * Writes requests for our own client, in the generation that a server understands; the layout is
 * drawn in {@link RequestReader}.
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

  /**
   * What the server reads as input: the arguments, and Margo's word before them, which old
   * generations keep in the message even when the arguments have to be pulled.
   */
  public ByteSlice payload(ByteSlice arguments) {
    if (generation.hasOldIds()) {
      return arguments;
    }
    ByteWriter out = new ByteWriter(MercuryProtocol.MARGO_WORD_BYTES + arguments.length());
    out.writeI64(MercuryProtocol.NO_PARENT);
    out.writeBytes(arguments);
    return out.toSlice();
  }

  /** Size of the message that carries this payload directly. */
  public int directBytes(ByteSlice payload) {
    return headersBytes() + payload.length();
  }

  private int headersBytes() {
    return MercuryProtocol.SOURCE_ADDRESS_BYTES
        + (generation.hasChecksums()
            ? MercuryProtocol.HEADER_BYTES_WITH_CHECKSUMS
            : MercuryProtocol.HEADER_BYTES_WITHOUT_CHECKSUMS)
        + (generation.hasOldIds() ? MercuryProtocol.MARGO_WORD_BYTES : 0);
  }

  /** A request with everything in it. */
  public ByteSlice direct(RpcId id, ByteSlice payload) {
    ByteWriter out = new ByteWriter(directBytes(payload));
    writeHeaders(out, id, 0, payload);
    out.writeBytes(payload);
    return out.toSlice();
  }

  /** A request whose payload the server has to pull. */
  public ByteSlice overflow(RpcId id, BulkDescriptor descriptor, ByteSlice payload) {
    ByteWriter out = new ByteWriter(headersBytes() + BulkDescriptor.BYTES);
    writeHeaders(out, id, MercuryProtocol.FLAG_MORE_DATA, payload);
    descriptor.write(out);
    return out.toSlice();
  }

  private void writeHeaders(ByteWriter out, RpcId id, int moreFlags, ByteSlice payload) {
    int flags = moreFlags | (generation.marksChecksums() ? MercuryProtocol.FLAG_CHECKSUMS : 0);
    boolean fill = generation.fillsChecksums();
    out.writeBytes(sourceAddress);
    out.writeU8(MercuryProtocol.REQUEST_MAGIC);
    out.writeU8(generation.protocol());
    out.writeI64BigEndian(id.bits());
    out.writeU8(flags);
    out.writeU8(0);
    if (generation.hasChecksums()) {
      int headerChecksum =
          fill ? RequestReader.headerChecksum(id, flags, 0, generation.protocol()) : 0;
      out.writeU16BigEndian(headerChecksum);
      out.writeU16(0);
    }
    out.writeI32BigEndian(fill ? Checksums.crc32c(payload, ByteSlice.EMPTY) : 0);
    if (generation.hasOldIds()) {
      out.writeZeros(MercuryProtocol.MARGO_WORD_BYTES);
    }
  }
}
