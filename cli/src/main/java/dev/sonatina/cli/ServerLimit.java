package dev.sonatina.cli;

import dev.sonatina.net.rpc.RpcLimits;
import java.util.function.ToLongFunction;

/** The limits of a server's connections and calls under the names by which users set them. */
@SuppressWarnings("ImmutableEnumChecker") // references to methods have no state
enum ServerLimit implements Limit<RpcLimits> {
  REQUEST(
      "request-bytes",
      1 << 30,
      "arguments of one call",
      RpcLimits::requestBytesMax,
      (limits, value) -> limits.withRequestBytesMax((int) value)),
  RESULT(
      "result-bytes",
      1 << 30,
      "result of one call",
      RpcLimits::resultBytesMax,
      (limits, value) -> limits.withResultBytesMax((int) value)),
  CONNECTIONS(
      "connections",
      1_000_000,
      "connections at once",
      RpcLimits::connectionsMax,
      (limits, value) ->
          limits.withCounts(
              (int) value, limits.connectionsPerAddressMax(), limits.queuedCallsMax())),
  CONNECTIONS_PER_ADDRESS(
      "connections-per-address",
      1_000_000,
      "those of one address",
      RpcLimits::connectionsPerAddressMax,
      (limits, value) ->
          limits.withCounts(limits.connectionsMax(), (int) value, limits.queuedCallsMax())),
  QUEUED_CALLS(
      "queued-calls",
      1_000_000,
      "calls of one connection under way before reading from it stops",
      RpcLimits::queuedCallsMax,
      (limits, value) ->
          limits.withCounts(
              limits.connectionsMax(), limits.connectionsPerAddressMax(), (int) value)),
  HANDSHAKE(
      "handshake-ms",
      3_600_000,
      "time for the first message of a connection, in milliseconds",
      RpcLimits::handshakeMillis,
      (limits, value) -> limits.withTimes(value, limits.stallMillis())),
  STALL(
      "stall-ms",
      3_600_000,
      "time that answers may stay unread, in milliseconds",
      RpcLimits::stallMillis,
      (limits, value) -> limits.withTimes(limits.handshakeMillis(), value));

  private final String label;
  private final long max;
  private final String meaning;
  private final ToLongFunction<RpcLimits> getter;
  private final Setter setter;

  /** Changes one limit. */
  @FunctionalInterface
  private interface Setter {
    RpcLimits set(RpcLimits limits, long value);
  }

  ServerLimit(
      String label, long max, String meaning, ToLongFunction<RpcLimits> getter, Setter setter) {
    this.label = label;
    this.max = max;
    this.meaning = meaning;
    this.getter = getter;
    this.setter = setter;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long min() {
    return 1;
  }

  @Override
  public long max() {
    return max;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public long of(RpcLimits limits) {
    return getter.applyAsLong(limits);
  }

  @Override
  public RpcLimits change(RpcLimits limits, long value) {
    return setter.set(limits, value);
  }
}
