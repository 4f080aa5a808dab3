package dev.sonatina.net.protocol.mercury;

/** Constants of Mercury and Margo as they are on the wire. */
final class MercuryProtocol {

  /** First byte of every request header. */
  static final int REQUEST_MAGIC = 0xd7;

  static final int SOURCE_ADDRESS_BYTES = 16;

  /** Mercury up to 2.0.1. */
  static final int OLD_VERSION = 4;

  /** Mercury since 2.1.0. */
  static final int CURRENT_VERSION = 5;

  /** The payload is a {@link BulkDescriptor}; the data has to be pulled. */
  static final int FLAG_MORE_DATA = 0x01;

  static final int FLAG_NO_RESPONSE = 0x02;

  /** A build with checksum fields, marked since Mercury 2.4.1. */
  static final int FLAG_CHECKSUMS = 0x80;

  static final int HEADER_BYTES_WITH_CHECKSUMS = 20;
  static final int HEADER_BYTES_WITHOUT_CHECKSUMS = 16;

  /** Margo's word in front of the arguments: breadcrumb, or id of the calling RPC. */
  static final int MARGO_WORD_BYTES = 8;

  /** Parent RPC id of a call made outside of any handler. */
  static final long NO_PARENT = 0xffffL;

  private MercuryProtocol() {}
}
