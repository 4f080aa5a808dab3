package dev.sonatina.engine.query;

import dev.sonatina.engine.query.column.Candidates;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for matching records in a range of ids: at all of them, or at the candidates that columns
 * name. May stop after any match and go on later, on another thread then if that is made sure of
 * elsewhere.
 */
final class RangeScan implements AutoCloseable {

  private final @Nullable Candidates candidates;
  private final @Nullable RecordCursor cursor;
  private final ScanStatistics statistics;
  private final ReadAhead records;
  private final Snapshot snapshot;
  private long examined;

  /**
   * @param candidates null to look at all records
   * @param firstPath what the filter looks at first; null if that is not known
   */
  RangeScan(
      Snapshot snapshot,
      int collection,
      long from,
      long to,
      @Nullable Candidates candidates,
      @Nullable Path firstPath,
      KeyDictionary dictionary,
      ScanStatistics statistics) {
    this.snapshot = snapshot;
    this.candidates = candidates;
    this.statistics = statistics;
    ReadAhead.Locator locator;
    if (candidates == null) {
      RecordCursor opened = snapshot.scan(collection, from, to);
      cursor = opened;
      locator = view -> opened.next(view) ? opened.id() : -1;
    } else {
      cursor = null;
      locator = new CandidateLocator(snapshot, collection, candidates, from, to);
    }
    records = new ReadAhead(locator, firstPath, dictionary);
  }

  /** Finds the next match; false at the end of the range, or when {@code stop} says so. */
  boolean next(Matcher matcher, BooleanSupplier stop) {
    while (!stop.getAsBoolean() && records.advance()) {
      examined++;
      if (matcher.matches(records.view(), records.source())) {
        return true;
      }
    }
    return false;
  }

  /** Makes sure that what this thread has looked at was really read. */
  void confirmReads() {
    snapshot.confirmReads();
  }

  /** Goes through those candidates that are there. */
  private static final class CandidateLocator implements ReadAhead.Locator {
    private final Snapshot snapshot;
    private final int collection;
    private final Candidates candidates;
    private final long end;
    private long next;

    CandidateLocator(Snapshot snapshot, int collection, Candidates candidates, long from, long to) {
      this.snapshot = snapshot;
      this.collection = collection;
      this.candidates = candidates;
      this.next = from;
      this.end = to;
    }

    @Override
    public long locate(RecordView view) {
      while (true) {
        long candidate = candidates.next(next, end);
        if (candidate >= end) {
          return -1;
        }
        next = candidate + 1;
        if (snapshot.read(collection, candidate, view)) {
          return candidate;
        }
      }
    }
  }

  /** The id of the match found last. */
  long id() {
    return records.id();
  }

  @Override
  public void close() {
    statistics.recordsExamined.add(examined);
    if (candidates != null) {
      statistics.rowsExamined.add(candidates.rowsExamined());
      statistics.blocksSkipped.add(candidates.blocksSkipped());
    }
    if (cursor != null) {
      cursor.close();
    }
  }
}
