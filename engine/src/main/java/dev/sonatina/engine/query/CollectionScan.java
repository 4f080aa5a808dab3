package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the records of one collection are gone through: by whom, and in pieces of which length. */
final class CollectionScan {

  /** How many ids a thread looks at in a row; more where columns make most of them cost nothing. */
  private static final long PIECE_LENGTH = 1_024;

  private static final long PIECE_LENGTH_WITH_COLUMNS = 65_536;

  /** So few that the smallest collection has several pieces. */
  private static final long PIECE_LENGTH_EAGER = 3;

  private final EmbeddedDatabase database;
  private final CollectionInfo collection;
  private final CollectionColumns.@Nullable Plan plan;
  private final long pieceLength;
  private final int threads;

  /**
   * A scan to be opened.
   *
   * @param plan names the candidates; null to look at all records
   * @param mayBeShared whether several threads may look, if there is enough to do
   */
  CollectionScan(
      EmbeddedDatabase database,
      CollectionInfo collection,
      CollectionColumns.@Nullable Plan plan,
      boolean mayBeShared) {
    this.database = database;
    this.collection = collection;
    this.plan = plan;
    pieceLength = pieceLength();
    boolean isShared = mayBeShared && collection.count() >= 2 * pieceLength;
    threads = isShared ? database.options.scanThreads() : 1;
  }

  private long pieceLength() {
    if (database.options.eagerPlans()) {
      return PIECE_LENGTH_EAGER;
    }
    return plan == null ? PIECE_LENGTH : PIECE_LENGTH_WITH_COLUMNS;
  }

  /** How many threads look. */
  int threads() {
    return threads;
  }

  /**
   * Opens the scan, which takes over the snapshot.
   *
   * @param firstPath what the matchers look at first; null if that is not known
   * @param matchers makes one for each thread
   */
  Records open(
      Snapshot snapshot,
      @Nullable Path firstPath,
      Supplier<Matcher> matchers,
      ScanStatistics statistics) {
    ParallelScan.Ranges ranges =
        (from, to) ->
            new RangeScan(
                snapshot,
                collection.number(),
                from,
                to,
                plan == null ? null : plan.candidates(),
                firstPath,
                database.dictionary,
                statistics);
    Matcher first = matchers.get();
    if (threads == 1) {
      return new SequentialScan(snapshot, ranges.open(0, collection.nextId()), first, statistics);
    }
    return new ParallelScan(
        snapshot,
        ranges,
        first,
        matchers,
        database.scanPool,
        threads,
        collection.nextId(),
        pieceLength,
        statistics);
  }
}
