package dev.sonatina.engine.query;

import java.util.concurrent.atomic.LongAdder;

/** What a scan has done so far, counted by all its threads. */
final class ScanStatistics {

  final LongAdder recordsExamined = new LongAdder();
  final LongAdder recordsReturned = new LongAdder();
  final LongAdder rowsExamined = new LongAdder();
  final LongAdder blocksSkipped = new LongAdder();
}
