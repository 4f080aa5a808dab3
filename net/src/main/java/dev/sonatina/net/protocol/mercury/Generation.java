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

  /** The newest wire, with or without room for checksums. */
  public static Generation current(boolean hasChecksums) {
    return new Generation(
        MercuryProtocol.CURRENT_VERSION, hasChecksums, hasChecksums, false, false, true);
  }

  /**
   * The wire of Mercury 2.1 and 2.2, which has old RPC ids.
   *
   * @param hasReturnCode true from Margo 0.9.10 on
   */
  public static Generation withOldIds(boolean hasChecksums, boolean hasReturnCode) {
    return new Generation(
        MercuryProtocol.CURRENT_VERSION, hasChecksums, false, false, true, hasReturnCode);
  }

  /** The wire of Mercury up to 2.0.1, which verifies checksums where there is room for them. */
  public static Generation oldest(boolean hasChecksums) {
    return new Generation(
        MercuryProtocol.OLD_VERSION, hasChecksums, false, hasChecksums, true, false);
  }

  /**
   * This generation with or without checksums, as the length of a refusal tells: real servers send
   * the core of their header twice.
   */
  public Generation ofRefusal(int refusalBytes) {
    int withChecksums = protocol >= MercuryProtocol.CURRENT_VERSION ? 32 : 16;
    boolean checksums = refusalBytes >= withChecksums;
    if (protocol == MercuryProtocol.OLD_VERSION) {
      return oldest(checksums);
    }
    return hasOldIds ? withOldIds(checksums, hasReturnCode) : current(checksums);
  }

  /** The id under which a server of this generation knows an RPC of a provider. */
  public RpcId id(String rpcName, int provider) {
    if (!hasOldIds) {
      return RpcId.of(rpcName, provider);
    }
    return RpcId.old(rpcName, provider == RpcId.NO_PROVIDER ? 0 : provider);
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
