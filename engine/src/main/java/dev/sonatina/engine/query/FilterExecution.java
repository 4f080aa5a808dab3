package dev.sonatina.engine.query;

import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.query.analysis.FilterAnalysis;
import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.jx9.Callback;
import dev.sonatina.jx9.Script;
import dev.sonatina.jx9.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one {@link EmbeddedCollection#filter}: compiles, plans, and opens the scan.
 *
 * <p>The function decides about every record that is returned. The plan only says which records
 * need not be shown to it, and how many threads look.
 */
final class FilterExecution {

  /**
   * How the original makes a script of a filter: a text that is no function is allowed, and selects
   * everything.
   */
  private static final String BEFORE = "$filter_cb = ";

  private static final String AFTER = ";";
  private static final String VARIABLE = "filter_cb";

  /** How many ids a thread looks at in a row; more where columns make most of them cost nothing. */
  private static final long PIECE_LENGTH = 2_048;

  private static final long PIECE_LENGTH_WITH_COLUMNS = 65_536;

  /** So few that the smallest collection has several pieces. */
  private static final long PIECE_LENGTH_EAGER = 3;

  private final EmbeddedDatabase database;
  private final String collection;
  private final FilterRequest request;
  private final Script script;
  private final FilterAnalysis analysis;

  FilterExecution(EmbeddedDatabase database, String collection, FilterRequest request) {
    this.database = database;
    this.collection = collection;
    this.request = request;
    this.script = database.language().compile(BEFORE, request.function(), AFTER);
    Map<String, Value> arguments = PreparedRun.values(database, request.arguments());
    this.analysis = database.language().analyze(BEFORE + request.function() + AFTER, arguments);
  }

  /** Opens the scan. */
  Records open() {
    CollectionColumns.Plan plan = plan();
    return database.streaming(
        snapshot -> {
          CollectionInfo info = database.collectionIn(snapshot, collection);
          return open(snapshot, info, plan != null && plan.fits(snapshot) ? plan : null);
        });
  }

  /** Asks for columns before the snapshot is opened, since they must not be newer than it is. */
  private CollectionColumns.@Nullable Plan plan() {
    if (!database.options.columns() || analysis.condition().isAlways()) {
      return null;
    }
    int number = database.reading(snapshot -> database.collectionIn(snapshot, collection).number());
    BooleanSupplier stop =
        () -> request.cancellation() != null && request.cancellation().isCancelled();
    return database.columns.of(number).plan(analysis.condition(), stop);
  }

  private Records open(
      Snapshot snapshot, CollectionInfo info, CollectionColumns.@Nullable Plan plan) {
    long pieceLength = pieceLength(plan != null);
    int threads = threads(info, pieceLength);
    ScanStatistics statistics = statistics(info, plan, threads);
    ParallelScan.Ranges ranges =
        (from, to) ->
            new RangeScan(
                snapshot,
                info.number(),
                from,
                to,
                plan == null ? null : plan.candidates(),
                firstPath(),
                database.dictionary,
                statistics);
    Matcher first = matcher();
    if (threads == 1) {
      return new SequentialScan(snapshot, ranges.open(0, info.nextId()), first, statistics);
    }
    return new ParallelScan(
        snapshot,
        ranges,
        first,
        this::matcher,
        database.scanPool,
        threads,
        info.nextId(),
        pieceLength,
        statistics);
  }

  private long pieceLength(boolean hasColumns) {
    if (database.options.eagerPlans()) {
      return PIECE_LENGTH_EAGER;
    }
    return hasColumns ? PIECE_LENGTH_WITH_COLUMNS : PIECE_LENGTH;
  }

  private @Nullable Path firstPath() {
    return analysis.condition().paths().stream().findFirst().orElse(null);
  }

  /**
   * One, unless the function has no effects, there is enough to do, and steps are not counted,
   * which several runs could not share.
   */
  private int threads(CollectionInfo info, long pieceLength) {
    long steps =
        request.limits() == null
            ? database.options.scriptLimits().steps()
            : request.limits().steps();
    if (!analysis.isEffectFree() || steps > 0 || info.nextId() < 2 * pieceLength) {
      return 1;
    }
    return Math.max(1, database.options.scanThreads());
  }

  private ScanStatistics statistics(
      CollectionInfo info, CollectionColumns.@Nullable Plan plan, int threads) {
    List<String> columns =
        plan == null ? List.of() : plan.paths().stream().map(Path::toString).toList();
    String how =
        plan == null
            ? "every record shown to the function"
            : "candidates from columns shown to the function";
    return new ScanStatistics(
        threads == 1 ? how : how + ", on " + threads + " threads",
        analysis.condition().toString(),
        columns,
        threads,
        plan == null ? 0 : database.columns.of(info.number()).memoryBytes());
  }

  private Matcher matcher() {
    PreparedRun run =
        new PreparedRun(
            database,
            script,
            BEFORE.length(),
            request.arguments(),
            request.limits(),
            request.cancellation(),
            null,
            false);
    try {
      run.execute();
      Callback callback = run.run().callback(run.run().variable(VARIABLE));
      return new FilterMatcher(run, callback, database.dictionary, analysis.isEffectFree());
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }
}
