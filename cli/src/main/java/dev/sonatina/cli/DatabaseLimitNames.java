package dev.sonatina.cli;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.RecordLimits;
import java.util.List;
import java.util.stream.Stream;

/** The limits of databases, and of their scripts, under the names by which users set them. */
final class DatabaseLimitNames {

  private static final int RECORD_BYTES_MAX = 64 << 20;

  private static final List<Limit<RecordLimits>> OF_RECORDS =
      List.of(
          new Limit<>(
              "record-bytes",
              1,
              RECORD_BYTES_MAX,
              1 << 20,
              "text of one record, and its stored form",
              RecordLimits::sizeMaxBytes,
              (limits, value) -> limits.withSizeMaxBytes((int) value)),
          new Limit<>(
              "record-nesting",
              1,
              500,
              62,
              "levels of objects and arrays in a record",
              RecordLimits::nestingMax,
              (limits, value) -> limits.withNestingMax((int) value)),
          new Limit<>(
              "number-length",
              1,
              RECORD_BYTES_MAX,
              40,
              "characters of a number in a record",
              RecordLimits::numberLengthMax,
              (limits, value) -> limits.withNumberLengthMax((int) value)));

  private static final List<Limit<OpenOptions>> OF_STORES =
      List.of(
          new Limit<>(
              "log-tail-bytes",
              1,
              Long.MAX_VALUE,
              64 << 20,
              "log of a database that is read when it is opened after a crash",
              OpenOptions::logTailBytesMax,
              OpenOptions::withLogTailBytesMax),
          new Limit<>(
              "heap-bytes",
              0,
              Long.MAX_VALUE,
              Limit.AS_USUAL,
              "memory that all databases keep together, mostly records of those in memory",
              DatabaseLimitNames::heapBytes,
              DatabaseLimitNames::withHeapBytes));

  static final List<Limit<OpenOptions>> ALL =
      Stream.of(
              ScriptLimitNames.ALL.stream()
                  .map(
                      limit ->
                          limit.within(OpenOptions::scriptLimits, OpenOptions::withScriptLimits)),
              OF_RECORDS.stream()
                  .map(
                      limit ->
                          limit.within(OpenOptions::recordLimits, OpenOptions::withRecordLimits)),
              OF_STORES.stream())
          .flatMap(limits -> limits)
          .toList();

  private DatabaseLimitNames() {}

  private static long heapBytes(OpenOptions options) {
    long bytes = options.heapBudget().bytesMax();
    return bytes == Long.MAX_VALUE ? 0 : bytes;
  }

  private static OpenOptions withHeapBytes(OpenOptions options, long bytes) {
    return options.withHeapBudget(bytes == 0 ? HeapBudget.unlimited() : new HeapBudget(bytes));
  }
}
