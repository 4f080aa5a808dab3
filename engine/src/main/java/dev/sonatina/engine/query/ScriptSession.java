package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.jx9.function.ValueHolder;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a script has open in the database: a snapshot it reads from, perhaps a
 * transaction, the collections it has used.
 *
 * <p>Reads see one moment, and the run's own writes. A write outside {@code db_begin} … {@code
 * db_commit} is a transaction of its own. Used by the thread that runs the script; only the end of
 * a transaction that was open too long comes from another.
 */
final class ScriptSession implements AutoCloseable, ValueHolder {

  /** What a write counts for, since it makes a new state of the database. */
  private static final int WRITE_STEPS = 128;

  private final EmbeddedDatabase database;
  private final Runnable stop;
  private final RecordView view = new RecordView();
  final ScriptStatistics statistics = new ScriptStatistics();
  final RecentRecords recentRecords;
  private final Map<String, OpenCollection> open = new HashMap<>();
  private @Nullable Snapshot snapshot;
  private @Nullable WriteTransaction transaction;
  private @Nullable ScheduledFuture<?> expiry;
  private boolean expired;
  private WorkGuard guard = WorkGuard.NONE;

  /** What this run's committed writes keep on the heap. */
  private long committedBytes;

  /**
   * @param memoryBytesMax what the script may use, 0 for no limit
   * @param stop ends the script, from any thread
   */
  ScriptSession(EmbeddedDatabase database, long memoryBytesMax, Runnable stop) {
    this.database = database;
    this.recentRecords = new RecentRecords(memoryBytesMax);
    this.stop = stop;
  }

  /** Watches over what takes long on behalf of the script. */
  WorkGuard guard() {
    return guard;
  }

  void watchedBy(WorkGuard ofRun) {
    guard = ofRun;
  }

  EmbeddedDatabase database() {
    return database;
  }

  // --- reading

  private StoreReader reader() {
    requireNotExpired();
    if (transaction != null) {
      return transaction.reader();
    }
    if (snapshot == null) {
      snapshot = database.snapshot();
    }
    return snapshot;
  }

  /** A copy of a record, null if there is none. */
  synchronized byte @Nullable [] read(int collection, long id) {
    StoreReader reader = reader();
    try {
      byte[] record = reader.read(collection, id, view) ? view.toBytes() : null;
      reader.confirmReads();
      return record;
    } catch (InternalError e) {
      throw reader.unreadable(e);
    }
  }

  /** The collection of that name as the script sees it, null if there is none. */
  synchronized @Nullable CollectionInfo info(String name) {
    return reader().collection(name);
  }

  /** The collection of that number as the script sees it, null if there is none any more. */
  synchronized @Nullable CollectionInfo info(int collection) {
    return reader().collection(collection);
  }

  /** A value of the store's meta area, null if there is none. */
  synchronized byte @Nullable [] meta(String key) {
    return reader().meta(key);
  }

  /**
   * What the script's writes keep on the heap, in the store and until they are committed. Records
   * stored in files do not count.
   */
  @Override
  public synchronized long heldBytes() {
    long open = transaction == null ? 0 : transaction.heapGrowth() + transaction.pendingBytes();
    return Math.max(0, committedBytes + open);
  }

  /** The records that are kept for the script count as its memory. */
  @Override
  public void visitHeld(Consumer<? super Value> visitor) {
    open.values().forEach(collection -> collection.visitHeld(visitor));
  }

  /**
   * The script's own state of a collection that exists, kept for the rest of the run; null, and a
   * line in the log, if it does not.
   */
  @Nullable OpenCollection collection(String name) {
    CollectionInfo info = info(name);
    if (info == null) {
      forget(name);
      database.errorLog.noSuchCollection(name);
      return null;
    }
    OpenCollection known = open.get(name);
    if (known == null || known.number() != info.number()) {
      forget(name);
      known = new OpenCollection(this, info.name(), info.number());
      open.put(info.name(), known);
    }
    return known;
  }

  private void forget(String name) {
    OpenCollection gone = open.remove(name);
    if (gone != null) {
      gone.forgetRecords();
    }
  }

  // --- writing

  /**
   * Writes in the open transaction, or else in one of its own.
   *
   * @param guard is asked for what the write keeps on the heap; if it refuses that, a transaction
   *     of its own does not count
   */
  synchronized <T extends @Nullable Object> T write(
      WorkGuard guard, Function<WriteTransaction, T> work) {
    requireNotExpired();
    if (transaction != null) {
      return writeIn(transaction, guard, work);
    }
    forgetSnapshot();
    try (WriteTransaction own = database.begin()) {
      T result = writeIn(own, guard, work);
      own.commit(false);
      committedBytes += own.heapGrowth();
      return result;
    }
  }

  private static <T extends @Nullable Object> T writeIn(
      WriteTransaction writing, WorkGuard guard, Function<WriteTransaction, T> work) {
    guard.step(WRITE_STEPS);
    long before = writing.heapGrowth() + writing.pendingBytes();
    T result = work.apply(writing);
    guard.allocate(Math.max(0, writing.heapGrowth() + writing.pendingBytes() - before));
    return result;
  }

  /** Drops a collection; false if there is none of that name. */
  boolean dropCollection(String name, WorkGuard guard) {
    CollectionInfo info =
        write(
            guard,
            writing -> {
              CollectionInfo found = writing.reader().collection(name);
              if (found != null) {
                writing.dropCollection(found.number());
              }
              return found;
            });
    forget(name);
    if (info != null) {
      database.columns.forget(info.number());
    }
    return info != null;
  }

  /** Begins a transaction unless one is open. */
  synchronized void begin() {
    requireNotExpired();
    if (transaction == null) {
      forgetSnapshot();
      transaction = database.begin();
      expiry = database.timer.schedule(this::expire, database.transactionTimeMax);
    }
  }

  /** Commits what is open; everything acknowledged so far is durable afterwards. */
  synchronized void commit() {
    requireNotExpired();
    WriteTransaction ending = endTransaction();
    if (ending == null) {
      database.commit();
      return;
    }
    try (ending) {
      ending.commit(true);
      committedBytes += ending.heapGrowth();
    }
  }

  /** Undoes what the open transaction wrote; records that the script has seen are read anew. */
  synchronized void rollback() {
    requireNotExpired();
    WriteTransaction ending = endTransaction();
    if (ending != null) {
      ending.close();
      open.values().forEach(OpenCollection::forgetRecords);
    }
  }

  /** The script has ended well: what it left open counts. */
  synchronized void complete() {
    requireNotExpired();
    WriteTransaction ending = endTransaction();
    if (ending != null) {
      try (ending) {
        ending.commit(false);
      }
    }
  }

  /** Gives everything back; a transaction that is still open is rolled back. */
  @Override
  public synchronized void close() {
    WriteTransaction ending = endTransaction();
    if (ending != null) {
      ending.close();
    }
    forgetSnapshot();
  }

  private @Nullable WriteTransaction endTransaction() {
    WriteTransaction ending = transaction;
    transaction = null;
    if (expiry != null) {
      expiry.cancel(false);
      expiry = null;
    }
    return ending;
  }

  private void forgetSnapshot() {
    if (snapshot != null) {
      snapshot.close();
      snapshot = null;
    }
  }

  /** Called by the timer: lets other writers go on, and ends the script. */
  private synchronized void expire() {
    if (transaction != null) {
      transaction.close();
      transaction = null;
      expired = true;
      stop.run();
    }
  }

  /** Whether the transaction was taken away from the script. */
  synchronized boolean isExpired() {
    return expired;
  }

  private void requireNotExpired() {
    if (expired) {
      throw expiryError();
    }
  }

  ScriptException expiryError() {
    return new ScriptException(
        ErrorCode.LIMIT_EXCEEDED,
        "the script's transaction was open longer than "
            + database.transactionTimeMax.toMillis()
            + " ms and was rolled back",
        null);
  }
}
