package dev.sonatina.net.protocol.mercury;

/**
 * What one message tells of the client's software, as far as the bytes of an answer depend on it.
 *
 * @param protocol Mercury's protocol version, 4 or 5
 * @param hasChecksums whether headers have room for checksums (a build option of Mercury)
 * @param marksChecksums whether the client marks such headers with a flag, since Mercury 2.4.1
 * @param fillsChecksums whether the client computes and verifies them
 * @param hasOldIds whether RPC ids carry half a hash and requests a breadcrumb
 * @param hasReturnCode whether a response begins with Margo's own return code
 */
public record Generation(
    int protocol,
    boolean hasChecksums,
    boolean marksChecksums,
    boolean fillsChecksums,
    boolean hasOldIds,
    boolean hasReturnCode) {

  /** What our own client speaks: the newest wire, with or without room for checksums. */
  public static Generation current(boolean hasChecksums) {
    return new Generation(
        MercuryProtocol.CURRENT_VERSION, hasChecksums, hasChecksums, false, false, true);
  }

  /** Size of a response header in front of Margo's code and the result. */
  int responseHeaderBytes() {
    if (protocol >= MercuryProtocol.CURRENT_VERSION) {
      return hasChecksums ? 20 : 16;
    }
    return hasChecksums ? 16 : 8;
  }

  /** Size of the part of a response header that real servers repeat after a failure. */
  int responseCoreBytes() {
    return protocol >= MercuryProtocol.CURRENT_VERSION
        ? responseHeaderBytes() - 4
        : responseHeaderBytes() / 2;
  }
}
