package dev.sonatina.cli;

import dev.sonatina.net.rpc.RpcLimits;
import java.util.List;

/** The limits of a server's connections and calls under the names by which users set them. */
final class ServerLimitNames {
  static final List<Limit<RpcLimits>> ALL =
      List.of(
          new Limit<>(
              "request-bytes",
              1,
              1 << 30,
              1 << 20,
              "arguments of one call",
              RpcLimits::requestBytesMax,
              (limits, value) -> limits.withRequestBytesMax((int) value)),
          new Limit<>(
              "result-bytes",
              1,
              1 << 30,
              16 << 20,
              "result of one call",
              RpcLimits::resultBytesMax,
              (limits, value) -> limits.withResultBytesMax((int) value)),
          new Limit<>(
              "records",
              1,
              Integer.MAX_VALUE,
              1_000,
              "records, or ids of records, of one call",
              RpcLimits::recordsMax,
              (limits, value) -> limits.withRecordsMax((int) value)),
          new Limit<>(
              "connections",
              1,
              1_000_000,
              200,
              "connections at once",
              RpcLimits::connectionsMax,
              (limits, value) ->
                  limits.withCounts(
                      (int) value, limits.connectionsPerAddressMax(), limits.queuedCallsMax())),
          new Limit<>(
              "connections-per-address",
              1,
              1_000_000,
              20,
              "those of one address",
              RpcLimits::connectionsPerAddressMax,
              (limits, value) ->
                  limits.withCounts(limits.connectionsMax(), (int) value, limits.queuedCallsMax())),
          new Limit<>(
              "queued-calls",
              1,
              1_000_000,
              16,
              "calls of one connection under way before reading from it stops",
              RpcLimits::queuedCallsMax,
              (limits, value) ->
                  limits.withCounts(
                      limits.connectionsMax(), limits.connectionsPerAddressMax(), (int) value)),
          new Limit<>(
              "queued-bytes",
              1,
              Long.MAX_VALUE,
              32 << 20,
              "bytes of their arguments, likewise",
              RpcLimits::queuedBytesMax,
              RpcLimits::withQueuedBytesMax),
          new Limit<>(
              "handshake-ms",
              1,
              3_600_000,
              3_000,
              "time for the first message of a connection, in milliseconds",
              RpcLimits::handshakeMillis,
              (limits, value) -> limits.withTimes(value, limits.stallMillis())),
          new Limit<>(
              "stall-ms",
              1,
              3_600_000,
              Limit.AS_USUAL,
              "time that answers may stay unread, in milliseconds",
              RpcLimits::stallMillis,
              (limits, value) -> limits.withTimes(limits.handshakeMillis(), value)));

  private ServerLimitNames() {}
}
