package dev.sonatina.net.protocol.fabric;

/** The three ways in which messages become frames. A peer is answered in the one it last used. */
public enum Framing {
  /** {@code ofi+tcp} since libfabric 1.18: the tag travels in the frame's extension. */
  NATIVE,
  /** {@code ofi+tcp;ofi_rxm}: each message begins with a 64-byte packet header. */
  RXM,
  /** The same connection, from libfabric 1.13 to 1.17: tagged messages without packet header. */
  RXM_COMPRESSED
}
