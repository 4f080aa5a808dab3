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
    CollectionScan scan = new CollectionScan(database, info, plan, mayBeShared());
    return scan.open(
        snapshot, analysis.firstRead(), this::matcher, statistics(info, plan, scan.threads()));
  }

  /** Whether the function has no effects, and steps are not counted, which runs cannot share. */
  private boolean mayBeShared() {
    long steps =
        request.limits() == null
            ? database.options.scriptLimits().steps()
            : request.limits().steps();
    return analysis.isEffectFree() && steps == 0;
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
