package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.ProtocolException;

/**
 * What each side sends exactly once when a connection opens, the client first.
 *
 * <pre>
 *   0         1      2             4          24             32
 *   | version | type | length (BE) | 20 zeros | byte order 1 | data, 8 to 24 bytes
 * </pre>
 *
 * The length of a request's data tells the transport: 8 bytes are native, 24 bytes are rxm.
 */
public sealed interface ConnectionMessage {

  /**
   * A native client.
   *
   * <pre>
   *   0                  1          2           4          8
   *   | protocol version | features | port (BE) | pid (BE) |
   * </pre>
   */
  record NativeRequest(int version, int features, int port, int pid) implements ConnectionMessage {

    /** The response of a server that speaks no rendezvous: version and features as real servers. */
    public NativeResponse accept(int serverPid) {
      int answered = version == 0 ? 0 : Math.min(version, 1) | 0x80;
      return new NativeResponse(answered, features & 1, port, serverPid);
    }
  }

  /** The same layout as the request; {@code port} is the client's own, echoed. */
  record NativeResponse(int version, int features, int port, int pid)
      implements ConnectionMessage {}

  /**
   * An rxm client.
   *
   * <pre>
   *   0         1            2               3            4           6              7
   *   | 1       | endianness | control version | op version | port (LE) | flow control | 0 |
   *   8             12                  16                24
   *   | eager limit | receive queue size | connection id |
   * </pre>
   */
  record RxmRequest(int port, int flowControl, int eagerLimit, int queueSize, long connectionId)
      implements ConnectionMessage {

    /**
     * The response, which mirrors what the client said of itself: peers of one generation always
     * did, and the client then addresses its packets to an index that it knows.
     */
    public RxmResponse accept(int serverPid) {
      long index = connectionId & 0xffff_ffffL;
      boolean idHasPid = connectionId >>> 32 != 0;
      long id = idHasPid ? (long) serverPid << 32 | index : index;
      return new RxmResponse(id, queueSize, flowControl);
    }
  }

  /**
   * The answer to an rxm client.
   *
   * <pre>
   *   0               8                    12             13        16
   *   | connection id | receive queue size | flow control | 3 zeros |
   * </pre>
   */
  record RxmResponse(long connectionId, int queueSize, int flowControl)
      implements ConnectionMessage {}

  /** A refusal: version 1 and the reason, 1 refused or 2 already connected. */
  record Reject(int reason) implements ConnectionMessage {}

  /** Appends header and data. */
  static void write(ConnectionMessage message, ByteWriter out) {
    if (message instanceof NativeRequest request) {
      writeHeader(out, FabricProtocol.CONNECTION_REQUEST, FabricProtocol.NATIVE_DATA_BYTES);
      writeNative(out, request.version, request.features, request.port, request.pid);
    } else if (message instanceof NativeResponse response) {
      writeHeader(out, FabricProtocol.CONNECTION_RESPONSE, FabricProtocol.NATIVE_DATA_BYTES);
      writeNative(out, response.version, response.features, response.port, response.pid);
    } else if (message instanceof RxmRequest request) {
      writeHeader(out, FabricProtocol.CONNECTION_REQUEST, FabricProtocol.RXM_REQUEST_BYTES);
      writeRxmRequest(out, request);
    } else if (message instanceof RxmResponse response) {
      writeHeader(out, FabricProtocol.CONNECTION_RESPONSE, FabricProtocol.RXM_RESPONSE_BYTES);
      out.writeI64(response.connectionId);
      out.writeI32(response.queueSize);
      out.writeU8(response.flowControl);
      out.writeZeros(3);
    } else if (message instanceof Reject reject) {
      writeHeader(out, FabricProtocol.CONNECTION_REJECT, 2);
      out.writeU8(1);
      out.writeU8(reject.reason);
    }
  }

  private static void writeHeader(ByteWriter out, int type, int dataBytes) {
    out.writeU8(FabricProtocol.VERSION);
    out.writeU8(type);
    out.writeU16BigEndian(dataBytes);
    out.writeZeros(20);
    out.writeI64(1);
  }

  private static void writeNative(ByteWriter out, int version, int features, int port, int pid) {
    out.writeU8(version);
    out.writeU8(features);
    out.writeU16BigEndian(port);
    out.writeI32BigEndian(pid);
  }

  private static void writeRxmRequest(ByteWriter out, RxmRequest request) {
    out.writeU8(1);
    out.writeU8(2);
    out.writeU8(4);
    out.writeU8(3);
    out.writeU16(request.port);
    out.writeU8(request.flowControl);
    out.writeU8(0);
    out.writeI32(request.eagerLimit);
    out.writeI32(request.queueSize);
    out.writeI64(request.connectionId);
  }

  /**
   * Reads the data that follows a control header of this type.
   *
   * @throws ProtocolException when type and length belong to no known message
   */
  static ConnectionMessage read(int type, ByteReader data) {
    int length = data.remaining();
    if (type == FabricProtocol.CONNECTION_REQUEST && length == FabricProtocol.NATIVE_DATA_BYTES) {
      return new NativeRequest(
          data.readU8(), data.readU8(), data.readU16BigEndian(), data.readI32BigEndian());
    }
    if (type == FabricProtocol.CONNECTION_RESPONSE && length == FabricProtocol.NATIVE_DATA_BYTES) {
      return new NativeResponse(
          data.readU8(), data.readU8(), data.readU16BigEndian(), data.readI32BigEndian());
    }
    if (type == FabricProtocol.CONNECTION_REQUEST && length == FabricProtocol.RXM_REQUEST_BYTES) {
      return readRxmRequest(data);
    }
    if (type == FabricProtocol.CONNECTION_RESPONSE && length == FabricProtocol.RXM_RESPONSE_BYTES) {
      return new RxmResponse(data.readI64(), data.readI32(), data.readU8());
    }
    if (type == FabricProtocol.CONNECTION_REJECT && length >= 2) {
      data.skip(1);
      return new Reject(data.readU8());
    }
    throw new ProtocolException(
        "connection message: type " + type + " with " + length + " bytes of data");
  }

  private static RxmRequest readRxmRequest(ByteReader data) {
    int version = data.readU8();
    int endianness = data.readU8();
    if (version != 1 || endianness != 2) {
      throw new ProtocolException(
          "rxm connection data: version "
              + version
              + ", endianness "
              + endianness
              + " (expected: 1, 2)");
    }
    data.skip(2);
    int port = data.readU16();
    int flowControl = data.readU8();
    data.skip(1);
    return new RxmRequest(port, flowControl, data.readI32(), data.readI32(), data.readI64());
  }
}
