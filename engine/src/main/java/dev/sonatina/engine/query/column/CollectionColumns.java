package dev.sonatina.engine.query.column;

import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.MemberFinder;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one collection: which there are, and how they follow the records.
 *
 * <p>A column is built when filters have compared its path often enough, or at the first time if it
 * was declared. Columns choose candidates only; whoever uses them applies the filter to each
 * candidate, so that no answer depends on a column. They go when memory is short and come back with
 * the next use. Safe for every thread.
 */
/*
 * How columns stay right under snapshots.
 *
 * Columns are immutable and stand for one version of the store, in a Generation. A query works on a snapshot of that version or a later
 * one. Rows that were changed in between may not be left out, whatever the column says: each writer adds the ids it replaces or erases
 * to the generation's `changed` rows before it commits, and those are always candidates. Ids handed out later are not covered at all and
 * are candidates too.
 *
 * When a new generation is made, changes of a transaction that is still open belong to it as well: each transaction's ids are kept in
 * `uncommitted` until it has ended. Making a generation takes the snapshot, copies those ids and puts up the new set of changed rows in one
 * step under the lock. A change is then either in the copy, or comes later and is added to the new set, or its transaction had ended
 * before and is in the snapshot.
 */
public final class CollectionColumns {

  /**
   * A generation is brought up to date when this many rows are new or changed, or one in {@link
   * #STALE_SHARE}.
   */
  private static final int STALE_MIN = 2048;

  private static final int STALE_SHARE = 16;

  /** What a row of a column takes, roughly. */
  private static final int ROW_BYTES = 9;

  private final int collection;
  private final KeyDictionary dictionary;
  private final Supplier<Snapshot> snapshots;
  private final long memoryBytesMax;
  private final int usesBeforeBuilding;
  private final ReentrantLock building = new ReentrantLock();

  private SoftReference<Generation> current = new SoftReference<>(null);
  private @Nullable Rows coming;
  private final Map<Object, Set<Long>> uncommitted = new HashMap<>();
  private final Map<Path, Integer> uses = new HashMap<>();
  private Set<Path> declared = Set.of();

  /**
   * @param snapshots opens snapshots of the store
   * @param memoryBytesMax what the columns of this collection may take
   * @param usesBeforeBuilding how often filters compare a path before it gets a column unasked
   */
  public CollectionColumns(
      int collection,
      KeyDictionary dictionary,
      Supplier<Snapshot> snapshots,
      long memoryBytesMax,
      int usesBeforeBuilding) {
    this.collection = collection;
    this.dictionary = dictionary;
    this.snapshots = snapshots;
    this.memoryBytesMax = memoryBytesMax;
    this.usesBeforeBuilding = usesBeforeBuilding;
  }

  // --- writers

  /** A transaction, known by any object, is about to replace or erase a record. */
  public synchronized void change(Object transaction, long id) {
    uncommitted.computeIfAbsent(transaction, key -> new HashSet<>()).add(id);
    Generation generation = current.get();
    if (generation != null) {
      generation.changed().add(id);
    }
    if (coming != null) {
      coming.add(id);
    }
  }

  /** The transaction has ended, and if it was committed, snapshots opened from now on show it. */
  public synchronized void endTransaction(Object transaction) {
    uncommitted.remove(transaction);
  }

  /** Which paths are to have columns from their first use on. */
  public synchronized void declare(Set<Path> paths) {
    declared = Set.copyOf(paths);
  }

  // --- readers

  /**
   * Counts a use of the condition's paths, builds or updates columns if that is due, and then
   * answers what a query with a snapshot opened <em>after</em> this call may use.
   *
   * @param stop ends the building when it becomes true
   * @return null if there is no column of use
   */
  public @Nullable Plan plan(Condition condition, BooleanSupplier stop) {
    Set<Path> wanted = countUses(condition.paths());
    if (wanted.isEmpty()) {
      return null;
    }
    if (isDue(wanted) && building.tryLock()) {
      // Another query that is building already keeps nobody waiting: the columns there are will do.
      try {
        build(wanted, stop);
      } finally {
        building.unlock();
      }
    }
    Generation generation = currentGeneration();
    if (generation == null || wanted.stream().noneMatch(path -> generation.column(path) != null)) {
      return null;
    }
    return new Plan(generation, condition);
  }

  private synchronized Set<Path> countUses(Set<Path> paths) {
    Set<Path> wanted = new HashSet<>();
    for (Path path : paths) {
      int count = uses.merge(path, 1, Integer::sum);
      if (count >= usesBeforeBuilding || declared.contains(path)) {
        wanted.add(path);
      }
    }
    return wanted;
  }

  private synchronized @Nullable Generation currentGeneration() {
    return current.get();
  }

  private boolean isDue(Set<Path> wanted) {
    Generation generation = currentGeneration();
    if (generation == null || !generation.columns().keySet().containsAll(wanted)) {
      return true;
    }
    long stale = generation.changed().count();
    try (Snapshot snapshot = snapshots.get()) {
      CollectionInfo info = snapshot.collection(collection);
      stale += info == null ? 0 : info.nextId() - generation.rows();
    }
    return stale > Math.max(STALE_MIN, generation.rows() / STALE_SHARE);
  }

  /**
   * Lets go of the columns, as the JVM does when memory is short. Plans in use keep theirs, and the
   * next use builds them anew.
   */
  public synchronized void drop() {
    current.clear();
  }

  // --- building

  private void build(Set<Path> wanted, BooleanSupplier stop) {
    Generation older = currentGeneration();
    Snapshot snapshot;
    Rows changed;
    long rows;
    synchronized (this) {
      snapshot = snapshots.get();
      CollectionInfo info = snapshot.collection(collection);
      rows = info == null ? 0 : info.nextId();
      // Ids may have gaps of any size: what is too large for columns takes no memory here either.
      changed = new Rows(rows * ROW_BYTES > memoryBytesMax ? 0 : rows);
      uncommitted.values().forEach(ids -> ids.forEach(changed::add));
      coming = changed;
    }
    try (snapshot) {
      Set<Path> paths = new HashSet<>(wanted);
      if (older != null) {
        paths.addAll(older.columns().keySet());
      }
      if (rows * ROW_BYTES * paths.size() > memoryBytesMax) {
        paths.retainAll(wanted);
      }
      if (rows == 0 || rows * ROW_BYTES * paths.size() > memoryBytesMax) {
        return;
      }
      Map<Path, Column> columns = new ColumnScan(snapshot, rows, older, stop).columns(paths);
      if (columns.size() == paths.size()) {
        publish(new Generation(snapshot.version(), rows, columns, changed));
      }
    } finally {
      synchronized (this) {
        coming = null;
      }
    }
  }

  private synchronized void publish(Generation generation) {
    current = new SoftReference<>(generation);
    coming = null;
  }

  /** Reads what columns need from a snapshot. */
  private final class ColumnScan {
    private final Snapshot snapshot;
    private final long rows;
    private final @Nullable Generation older;
    private final BooleanSupplier stop;
    private final RecordView view = new RecordView();
    private final RecordSource record = new RecordSource(dictionary, MemberFinder.remembering());

    ColumnScan(Snapshot snapshot, long rows, @Nullable Generation older, BooleanSupplier stop) {
      this.snapshot = snapshot;
      this.rows = rows;
      this.older = older;
      this.stop = stop;
    }

    /** The columns of the paths; none if it was stopped. */
    Map<Path, Column> columns(Set<Path> paths) {
      try {
        Map<Path, Column> columns = readColumns(paths);
        snapshot.confirmReads();
        return columns;
      } catch (InternalError e) {
        throw snapshot.unreadable(e);
      }
    }

    private Map<Path, Column> readColumns(Set<Path> paths) {
      Map<Path, ColumnBuilder> known = new LinkedHashMap<>();
      Map<Path, ColumnBuilder> added = new LinkedHashMap<>();
      for (Path path : paths) {
        Column column = older == null ? null : older.column(path);
        (column == null ? added : known).put(path, new ColumnBuilder(path, column, rows));
      }
      if (!added.isEmpty() && !scan(0, List.copyOf(added.values()))) {
        return Map.of();
      }
      if (older != null && !known.isEmpty()) {
        List<ColumnBuilder> builders = List.copyOf(known.values());
        readChanged(older, builders);
        if (!scan(older.rows(), builders)) {
          return Map.of();
        }
      }
      Map<Path, Column> columns = new HashMap<>();
      known.forEach((path, builder) -> columns.put(path, builder.build()));
      added.forEach((path, builder) -> columns.put(path, builder.build()));
      return columns;
    }

    private void readChanged(Generation generation, List<ColumnBuilder> builders) {
      for (int w = 0; w < (int) ((generation.rows() + 63) >>> 6); w++) {
        for (long rest = generation.changed().word(w); rest != 0; rest &= rest - 1) {
          long row = ((long) w << 6) + Long.numberOfTrailingZeros(rest);
          if (snapshot.read(collection, row, view)) {
            set(row, builders);
          } else {
            builders.forEach(builder -> builder.setGone(row));
          }
        }
      }
    }

    private boolean scan(long from, List<ColumnBuilder> builders) {
      try (RecordCursor cursor = snapshot.scan(collection, from, rows)) {
        while (cursor.next(view)) {
          if (stop.getAsBoolean()) {
            return false;
          }
          set(cursor.id(), builders);
        }
      }
      return true;
    }

    private void set(long row, List<ColumnBuilder> builders) {
      record.point(view.buffer(), view.offset(), view.length(), row);
      for (ColumnBuilder builder : builders) {
        builder.set(row, record);
      }
    }
  }

  // --- for those who explain

  /** The paths that have columns now. */
  public List<Path> paths() {
    Generation generation = currentGeneration();
    return generation == null ? List.of() : new ArrayList<>(generation.columns().keySet());
  }

  /** What the columns take. */
  public long memoryBytes() {
    Generation generation = currentGeneration();
    return generation == null ? 0 : generation.memoryBytes();
  }

  /** Columns chosen for one query; they stay while it holds on to this. */
  public static final class Plan {
    private final Generation generation;
    private final CandidateTest test;

    private Plan(Generation generation, Condition condition) {
      this.generation = generation;
      this.test = CandidateTest.of(condition, generation);
    }

    /** Whether the plan is right for a snapshot. It is not for one older than the columns. */
    public boolean fits(Snapshot snapshot) {
      return generation.version() <= snapshot.version();
    }

    /** The candidates, found anew by each thread that asks. */
    public Candidates candidates() {
      return new Candidates(generation, test);
    }

    /** The paths whose columns are used, in the order in which they are looked at. */
    public List<Path> paths() {
      Set<Path> paths = new LinkedHashSet<>();
      test.addPaths(paths);
      return List.copyOf(paths);
    }
  }
}
