package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.storage.Snapshot;
import org.jspecify.annotations.Nullable;

/** The matching records of a collection, looked for on the thread that asks for them. */
final class SequentialScan extends StreamedRecords {

  private final RangeScan scan;
  private final Matcher matcher;

  /** Takes over everything. */
  SequentialScan(Snapshot snapshot, RangeScan scan, Matcher matcher, ScanStatistics statistics) {
    super(snapshot, statistics);
    this.scan = scan;
    this.matcher = matcher;
    matcher.pause();
  }

  @Override
  @Nullable Record read() {
    matcher.resume();
    boolean found = scan.next(matcher, this::isClosed);
    matcher.pause();
    if (!found) {
      return null;
    }
    return new StoredRecord(scan.id(), matcher.json());
  }

  @Override
  void stop() {
    matcher.stop();
  }

  @Override
  void release() {
    try (matcher) {
      scan.close();
    }
  }
}
