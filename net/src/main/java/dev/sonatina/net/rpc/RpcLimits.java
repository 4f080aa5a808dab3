package dev.sonatina.net.rpc;

/**
 * What one connection, and all of them together, may take.
 *
 * @param requestBytesMax arguments of one call (64 MiB)
 * @param resultBytesMax result of one call (256 MiB, or an eighth of the heap if that is less)
 * @param heldBytesMax results of one connection that wait to be pulled (twice as much)
 * @param recordsMax records, or ids of records, of one call (100,000)
 * @param queuedCallsMax calls of one connection under way before reading stops (256)
 * @param queuedBytesMax bytes of their arguments (256 MiB)
 * @param queuedBytesOfAllMax bytes of arguments of all connections, from where on none is read from
 *     (a quarter of the heap, but not more than 1 GiB)
 * @param heldBytesOfAllMax bytes of results of all connections, from where on calls that would add
 *     to them are refused (the same)
 * @param connectionsMax connections in all (10,000)
 * @param connectionsPerAddressMax connections of one address (1,000)
 * @param handshakeMillis time for the connection message (10 s)
 * @param stallMillis time that a client may leave answers unread without progress (60 s)
 */
public record RpcLimits(
    int requestBytesMax,
    int resultBytesMax,
    long heldBytesMax,
    int recordsMax,
    int queuedCallsMax,
    long queuedBytesMax,
    long queuedBytesOfAllMax,
    long heldBytesOfAllMax,
    int connectionsMax,
    int connectionsPerAddressMax,
    long handshakeMillis,
    long stallMillis) {

  private static final int MIB = 1 << 20;

  /** The defaults for this heap. */
  public static RpcLimits defaults() {
    long eighth = Runtime.getRuntime().maxMemory() / 8;
    int result = (int) Math.min(256L * MIB, eighth);
    int request = (int) Math.min(64L * MIB, eighth);
    return new RpcLimits(
        request,
        result,
        2L * result,
        100_000,
        256,
        Math.min(256L * MIB, 2L * request),
        Math.min(1024L * MIB, 2 * eighth),
        Math.min(1024L * MIB, 2 * eighth),
        10_000,
        1_000,
        10_000,
        60_000);
  }

  /** The same limits with another size of requests. */
  public RpcLimits withRequestBytesMax(int value) {
    Copy copy = new Copy(this);
    copy.requestBytesMax = value;
    return copy.finished();
  }

  /** The same limits with another size of results. */
  public RpcLimits withResultBytesMax(int value) {
    Copy copy = new Copy(this);
    copy.resultBytesMax = value;
    return copy.finished();
  }

  /** The same limits with another number of records. */
  public RpcLimits withRecordsMax(int value) {
    Copy copy = new Copy(this);
    copy.recordsMax = value;
    return copy.finished();
  }

  /** The same limits with another size of the arguments under way on one connection. */
  public RpcLimits withQueuedBytesMax(long value) {
    Copy copy = new Copy(this);
    copy.queuedBytesMax = value;
    return copy.finished();
  }

  /** The same limits with other sizes of what the arguments and results of all may take. */
  public RpcLimits withBytesOfAllMax(long queuedBytes, long heldBytes) {
    Copy copy = new Copy(this);
    copy.queuedBytesOfAllMax = queuedBytes;
    copy.heldBytesOfAllMax = heldBytes;
    return copy.finished();
  }

  /** The same limits with other times. */
  public RpcLimits withTimes(long newHandshakeMillis, long newStallMillis) {
    Copy copy = new Copy(this);
    copy.handshakeMillis = newHandshakeMillis;
    copy.stallMillis = newStallMillis;
    return copy.finished();
  }

  /** The same limits with other numbers of connections and of calls under way on each. */
  public RpcLimits withCounts(int connections, int perAddress, int queuedCalls) {
    Copy copy = new Copy(this);
    copy.queuedCallsMax = queuedCalls;
    copy.connectionsMax = connections;
    copy.connectionsPerAddressMax = perAddress;
    return copy.finished();
  }

  /**
   * A copy that may be changed, by name: so many values in a row are easily mistaken for each
   * other.
   */
  private static final class Copy {
    private int requestBytesMax;
    private int resultBytesMax;
    private long heldBytesMax;
    private int recordsMax;
    private int queuedCallsMax;
    private long queuedBytesMax;
    private long queuedBytesOfAllMax;
    private long heldBytesOfAllMax;
    private int connectionsMax;
    private int connectionsPerAddressMax;
    private long handshakeMillis;
    private long stallMillis;

    Copy(RpcLimits from) {
      requestBytesMax = from.requestBytesMax;
      resultBytesMax = from.resultBytesMax;
      heldBytesMax = from.heldBytesMax;
      recordsMax = from.recordsMax;
      queuedCallsMax = from.queuedCallsMax;
      queuedBytesMax = from.queuedBytesMax;
      queuedBytesOfAllMax = from.queuedBytesOfAllMax;
      heldBytesOfAllMax = from.heldBytesOfAllMax;
      connectionsMax = from.connectionsMax;
      connectionsPerAddressMax = from.connectionsPerAddressMax;
      handshakeMillis = from.handshakeMillis;
      stallMillis = from.stallMillis;
    }

    RpcLimits finished() {
      return new RpcLimits(
          requestBytesMax,
          resultBytesMax,
          heldBytesMax,
          recordsMax,
          queuedCallsMax,
          queuedBytesMax,
          queuedBytesOfAllMax,
          heldBytesOfAllMax,
          connectionsMax,
          connectionsPerAddressMax,
          handshakeMillis,
          stallMillis);
    }
  }
}
