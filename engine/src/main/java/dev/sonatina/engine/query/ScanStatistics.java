package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Explanation;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a scan does, counted by all its threads. */
final class ScanStatistics {

  private final String plan;
  private final String condition;
  private final List<String> columns;
  private final int threads;
  private final long columnBytes;

  final LongAdder recordsExamined = new LongAdder();
  final LongAdder recordsReturned = new LongAdder();
  final LongAdder rowsExamined = new LongAdder();
  final LongAdder blocksSkipped = new LongAdder();
  final LongAdder nanos = new LongAdder();

  ScanStatistics(
      String plan, String condition, List<String> columns, int threads, long columnBytes) {
    this.plan = plan;
    this.condition = condition;
    this.columns = columns;
    this.threads = threads;
    this.columnBytes = columnBytes;
  }

  Explanation explanation() {
    return new Explanation(
        plan,
        condition,
        columns,
        threads,
        blocksSkipped.sum(),
        rowsExamined.sum(),
        recordsExamined.sum(),
        recordsReturned.sum(),
        nanos.sum(),
        columnBytes);
  }
}
