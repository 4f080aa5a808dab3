package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * A request as its message tells it.
 *
 * @param wantsResponse when false nothing may be sent back, not even an error
 * @param overflow the client's memory that holds the arguments, when they did not fit the message
 * @param arguments the encoded arguments; empty while they are still with the client
 * @param payloadChecksum the client's CRC-32C of the arguments, 0 when it computed none
 */
public record Request(
    RpcId id,
    Generation generation,
    boolean wantsResponse,
    @Nullable BulkDescriptor overflow,
    ByteSlice arguments,
    int payloadChecksum) {

  /** The same request once the bytes that {@link #overflow} names have been pulled. */
  public Request withPulled(ByteSlice pulled) {
    ByteSlice unwrapped = pulled;
    if (!generation.hasOldIds()) {
      pulled.reader().skip(MercuryProtocol.MARGO_WORD_BYTES);
      unwrapped =
          pulled.slice(
              MercuryProtocol.MARGO_WORD_BYTES, pulled.length() - MercuryProtocol.MARGO_WORD_BYTES);
    }
    return new Request(id, generation, wantsResponse, null, unwrapped, payloadChecksum);
  }

  /** Where in the client's memory the pull starts. */
  public long pullAddress() {
    if (overflow == null) {
      throw new IllegalStateException("nothing to pull");
    }
    return overflow.pullAddress(generation);
  }

  /**
   * Whether the arguments arrived as the client sent them, as far as it said so. Only the
   * generations that always compute checksums are held to them.
   */
  public boolean isIntact() {
    return overflow != null
        || payloadChecksum == 0
        || !generation.hasOldIds()
        || payloadChecksum == Checksums.crc32c(arguments, ByteSlice.EMPTY);
  }
}
