package dev.sonatina.net.protocol.fabric;

/** Constants of libfabric's {@code tcp} and {@code ofi_rxm} providers, as they are on the wire. */
public final class FabricProtocol {

  /** Version of connection messages and frames alike. */
  static final int VERSION = 3;

  static final int CONTROL_HEADER_BYTES = 32;
  static final int CONNECTION_DATA_BYTES_MAX = 256;
  static final int CONNECTION_REQUEST = 0;
  static final int CONNECTION_RESPONSE = 1;
  static final int CONNECTION_REJECT = 6;

  /** Length of connection data, which tells the transport and the direction. */
  static final int NATIVE_DATA_BYTES = 8;

  static final int RXM_REQUEST_BYTES = 24;
  static final int RXM_RESPONSE_BYTES = 16;

  static final int FRAME_HEADER_BYTES = 16;
  static final int SEGMENT_BYTES = 24;
  static final int PACKET_HEADER_BYTES = 64;

  static final int OP_MESSAGE = 0;
  static final int OP_TAGGED = 1;
  static final int OP_READ_REQUEST = 2;
  static final int OP_READ_RESPONSE = 3;

  /** The frame has an extension with "CQ data", which carries the tag of a native request. */
  static final int FLAG_CQ_DATA = 0x01;

  static final int FLAG_DELIVERY_COMPLETE = 0x04;

  /** A tagged rxm message without packet header, from libfabric 1.13 to 1.17. */
  static final int FLAG_COMPRESSED = 0x80;

  /** Value of the "op data" byte in a frame that acknowledges delivery. */
  static final int OP_DATA_DELIVERED = 2;

  static final int PACKET_VERSION = 4;
  static final int PACKET_EAGER = 0;
  static final int PACKET_OP_VERSION = 2;

  /** The data field of the packet header is valid. */
  static final int PACKET_FLAG_DATA = 0x0002_0000;

  /** The most bytes that a message may have to travel directly rather than by RMA. */
  public static final int EAGER_MESSAGE_BYTES_MAX = 4096;

  /** The most bytes that a frame may have unless it answers a read; peers send 16 KiB at most. */
  static final int FRAME_BYTES_MAX = 64 << 10;

  private FabricProtocol() {}
}
