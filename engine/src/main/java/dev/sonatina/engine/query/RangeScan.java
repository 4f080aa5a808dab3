package dev.sonatina.engine.query;

import dev.sonatina.engine.query.column.Candidates;
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

  private final Snapshot snapshot;
  private final int collection;
  private final @Nullable Candidates candidates;
  private final @Nullable RecordCursor cursor;
  private final ScanStatistics statistics;
  private final RecordView view = new RecordView();
  private final long end;
  private long next;
  private long id = -1;
  private long examined;

  /**
   * @param candidates null to look at all records
   */
  RangeScan(
      Snapshot snapshot,
      int collection,
      long from,
      long to,
      @Nullable Candidates candidates,
      ScanStatistics statistics) {
    this.snapshot = snapshot;
    this.collection = collection;
    this.candidates = candidates;
    this.cursor = candidates == null ? snapshot.scan(collection, from, to) : null;
    this.statistics = statistics;
    this.next = from;
    this.end = to;
  }

  /** Finds the next match; false at the end of the range, or when {@code stop} says so. */
  boolean next(Matcher matcher, BooleanSupplier stop) {
    while (!stop.getAsBoolean() && advance()) {
      examined++;
      if (matcher.matches(view, id)) {
        return true;
      }
    }
    return false;
  }

  private boolean advance() {
    if (cursor != null) {
      if (!cursor.next(view)) {
        return false;
      }
      id = cursor.id();
      return true;
    }
    while (candidates != null) {
      long candidate = candidates.next(next);
      if (candidate >= end) {
        return false;
      }
      next = candidate + 1;
      if (snapshot.read(collection, candidate, view)) {
        id = candidate;
        return true;
      }
    }
    return false;
  }

  /** The id of the match found last. */
  long id() {
    return id;
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
