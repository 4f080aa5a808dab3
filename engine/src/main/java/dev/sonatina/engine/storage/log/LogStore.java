package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The durable store: a directory with a log of transactions in segment files.
 *
 * <p>How the parts play together:
 *
 * <ul>
 *   <li>{@link #open} finds the last {@link LogState} by {@link Recovery}.
 *   <li>A {@link LogTransaction} makes the next state with a {@link StateEditor} while the {@link
 *       LogWriter} puts the entries into frames. Commit writes the last frame, publishes the state
 *       and, if asked for, waits for the {@link SyncGroup}.
 *   <li>A {@link LogSnapshot} is a state and a hold on its segments. It finds a record by the
 *       collection's {@link IdIndex} and looks at it where it is mapped ({@link RecordLocator}).
 *   <li>The {@link Checkpointer} writes states to files now and then, so that opening is quick.
 * </ul>
 *
 * <p>What a commit means. After {@code commit(false)} the bytes are with the operating system: they
 * survive the end of the process, however it ends, from that moment on. After {@code commit(true)}
 * or {@link #sync} they have been synced. A transaction is visible as soon as it is with the
 * operating system.
 */
public final class LogStore implements Store {

  /** How long closing waits for an open transaction. */
  private static final long CLOSE_WAIT_MILLIS = 2_000;

  /** How long removing unused segments waits for the open transaction. */
  private static final long DROP_WAIT_MILLIS = 1_000;

  private final StoreFiles files;
  private final Path directory;
  private final long storeId;
  private final LogOptions options;
  private final @Nullable LockFile lock;
  private final SyncGroup syncGroup;
  private final @Nullable LogWriter writer;
  private final Checkpointer checkpointer;
  private final Compactor compactor;
  private final WriterPermit writerPermit;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable LogTransaction openTransaction;
  private volatile LogState state;
  private volatile long commits;

  /**
   * @param lock null if the store is read only, as is {@code writer}
   */
  LogStore(
      StoreFiles files,
      LogOptions options,
      @Nullable LockFile lock,
      Recovered recovered,
      SyncGroup syncGroup,
      @Nullable LogWriter writer) {
    this.directory = files.directory();
    this.options = options;
    this.lock = lock;
    this.state = recovered.state();
    this.syncGroup = syncGroup;
    this.writer = writer;
    this.writerPermit = new WriterPermit(directory);
    this.files = files;
    this.storeId = recovered.storeId();
    this.checkpointer =
        new Checkpointer(
            files, options, recovered, syncGroup, () -> this.state, this::dropSegments);
    this.compactor = new Compactor(this, options, checkpointer);
    if (writer != null) {
      state.segments().retain(); // One hold for the state and one for the writer.
    }
  }

  /**
   * Opens a store, creating it if the options say so.
   *
   * @param directory holds the store and nothing else
   */
  public static LogStore open(Vfs vfs, Path directory, LogOptions options) {
    return new StoreOpener(new StoreFiles(vfs, directory), options, false).open();
  }

  /** Whether there is a store in a directory. */
  public static boolean exists(Vfs vfs, Path directory) {
    try {
      return !new StoreFiles(vfs, directory).list().isEmpty();
    } catch (IOException e) {
      throw StorageErrors.failed("list", directory, e);
    }
  }

  /**
   * Looks for damage in the files of a store that is not open for writing.
   *
   * @throws StorageException only if there is no store, or a file cannot be read at all or is of
   *     another version; damage is in the report
   */
  public static VerifyReport verify(Vfs vfs, Path directory, Progress progress) {
    StoreFiles files = new StoreFiles(vfs, directory);
    try {
      files.list().requireStore(directory);
      return new Verifier(progress).verify(files);
    } catch (IOException e) {
      throw StorageErrors.failed("read", directory, e);
    }
  }

  /**
   * Copies what can still be read of a damaged store to a new one. Records keep their ids,
   * collections their numbers.
   *
   * @param damaged is not changed
   * @param directory for the new store, as with {@link #make}, and not within that of the damaged
   *     one
   * @param names what to do about lost names of members
   * @throws StorageException {@code TOO_NEW} or {@code TOO_OLD} for a store of another version
   */
  public static SalvageReport salvage(
      Vfs vfs,
      Path damaged,
      Path directory,
      LogOptions options,
      MemberNames names,
      Progress progress) {
    if (!exists(vfs, damaged)) {
      throw StorageErrors.noDatabase(damaged);
    }
    Backup.requireOutside(damaged, directory);
    Salvage salvage = new Salvage(new StoreFiles(vfs, damaged), names, progress);
    return make(vfs, directory, options, salvage::copyTo);
  }

  /**
   * Copies what a snapshot of any store shows to a new log store. Records keep their ids,
   * collections their numbers.
   *
   * @param directory for the new store, as with {@link #make}
   */
  public static void copy(
      Vfs vfs, Snapshot snapshot, Path directory, LogOptions options, Progress progress) {
    make(
        vfs,
        directory,
        options,
        target -> {
          new SnapshotCopy(snapshot, target, progress).run();
          return true;
        });
  }

  /**
   * Makes a store together with what is in it: all of it or nothing.
   *
   * @param directory a new or empty one, or one with the beginnings of a copy that was cut off. If
   *     filling the store fails nothing is left there; if its process is killed, what is left is
   *     refused when it is opened, until it is made again
   * @param content fills the store; what it returns is returned
   */
  public static <T> T make(
      Vfs vfs, Path directory, LogOptions options, Function<LogStore, T> content) {
    StoreFiles files = new StoreFiles(vfs, directory);
    try (CopyTarget target = CopyTarget.claim(files)) {
      T result;
      try (LogStore store = new StoreOpener(files, options, true).open()) {
        result = content.apply(store);
      }
      target.finish();
      return result;
    } catch (IOException e) {
      throw StorageErrors.failed("create", directory, e);
    }
  }

  LogOptions options() {
    return options;
  }

  @Override
  public Snapshot snapshot() {
    return hold();
  }

  private LogSnapshot hold() {
    while (true) {
      checkOpen();
      LogSnapshot snapshot = new LogSnapshot(state);
      if (snapshot.state().segments().tryRetain()) {
        return snapshot;
      }
    }
  }

  @Override
  public Transaction begin() {
    LogWriter writerHere = writer();
    checkpointer.awaitRoom();
    writerPermit.acquire(options.writerWait());
    return begin(writerHere);
  }

  /** Begins a transaction of the store's own, waiting as long as it takes. */
  LogTransaction beginMaintenance() {
    LogWriter writerHere = writer();
    writerPermit.acquirePatiently(this::checkOpen);
    return begin(writerHere);
  }

  private LogTransaction begin(LogWriter writerHere) {
    try {
      checkOpen();
      syncGroup.checkHealthy();
      LogTransaction transaction = new LogTransaction(this, writerHere, state);
      openTransaction = transaction;
      return transaction;
    } finally {
      if (openTransaction == null) {
        writerPermit.release();
      }
    }
  }

  private LogWriter writer() {
    checkOpen();
    LogWriter writerHere = writer;
    if (writerHere == null) {
      throw new StorageException(ErrorCode.READ_ONLY, directory + " was opened read-only");
    }
    return writerHere;
  }

  /** Ends a transaction's turn. */
  void releaseWriter(LogTransaction transaction) {
    if (openTransaction == transaction) {
      openTransaction = null;
      writerPermit.release();
    }
  }

  /** Puts a committed state in the place of the present one; the writer permit is held. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // The writer permit is held.
  void publish(LogState next) {
    replaceState(next);
    commits++;
  }

  private void replaceState(LogState next) {
    SegmentSet old = state.segments();
    next.segments().retain();
    state = next;
    old.release();
  }

  /** Puts the state after a rollback in the place of the present one; the permit is held. */
  void publishRollBack(LogState next) {
    replaceState(next);
  }

  /** Makes the store read-only, because it is not known any more what the log holds. */
  void giveUp() {
    syncGroup.giveUp();
  }

  /** What follows when the writer has been released after a commit. */
  void afterCommit(long position, boolean durable) {
    LogState now = state;
    checkpointer.requestIfDue(now);
    compactor.requestIfDue(now);
    if (durable) {
      syncGroup.syncTo(position);
    }
  }

  @Override
  public void sync() {
    checkOpen();
    syncGroup.syncTo(state.end());
  }

  /** Makes a checkpoint now, so that the next opening has nothing to read from the log. */
  public void checkpoint() {
    writer();
    checkpointer.make();
  }

  /** In the background this happens by itself when too much of the space is dead. */
  @Override
  public void compact(Progress progress) {
    compactor.compactAll(progress);
  }

  @Override
  public VerifyReport verify(Progress progress) {
    try (LogSnapshot held = hold()) {
      return new Verifier(progress).verify(held.state(), storeId);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @param target On the same file system the copy shares the files that do not change any more;
   *     that costs no space, but is no protection from a failing disk
   */
  @Override
  public void backup(Path target, Progress progress) {
    Backup.requireOutside(directory, target);
    try (LogSnapshot held = hold()) {
      syncGroup.syncTo(held.state().end());
      new Backup(new StoreFiles(files.vfs(), target), progress).copy(held.state(), storeId);
    } catch (IOException e) {
      throw StorageErrors.failed("write", target, e);
    }
  }

  /** Lets the log go on in a new segment. */
  void closeSegment() {
    LogWriter writerHere = writer();
    writerPermit.acquirePatiently(this::checkOpen);
    try {
      checkOpen();
      syncGroup.checkHealthy();
      writerHere.begin(state);
      writerHere.roll();
      replaceState(state.at(writerHere.place()));
    } finally {
      writerPermit.release();
    }
  }

  /** Removes segments that neither a state nor the last checkpoint needs. */
  private void dropSegments(List<MappedSegment> unused) {
    LogWriter writerHere = writer;
    if (writerHere != null && !closed.get()) {
      if (!writerPermit.tryAcquire(DROP_WAIT_MILLIS)) {
        return; // The next checkpoint tries again.
      }
      try {
        writerHere.forget(unused.stream().map(MappedSegment::number).toList());
        replaceState(state.at(writerHere.place()));
      } finally {
        writerPermit.release();
      }
    }
    unused.forEach(segment -> files.removeQuietly(segment.path()));
  }

  LogState state() {
    return state;
  }

  /** Tells this store from any other. */
  public long storeId() {
    return storeId;
  }

  @Override
  public StoreInfo info() {
    checkOpen();
    LogState now = state;
    long records = now.collections().stream().mapToLong(LogCollection::count).sum();
    long bytes = 0;
    for (MappedSegment segment : now.segments().members()) {
      bytes += now.endOf(segment);
    }
    long live = now.liveBytes();
    return new StoreInfo(
        "log",
        now.collections().size(),
        records,
        live,
        bytes - live,
        bytes,
        now.segments().members().size(),
        checkpointer.tailBytes(now),
        commits,
        syncGroup.syncs());
  }

  void checkOpen() {
    if (closed.get()) {
      throw new StorageException(ErrorCode.CLOSED, directory + " is closed");
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LogWriter writerHere = writer;
    if (writerHere == null) {
      state.segments().release();
      return;
    }
    boolean wasIdle = endOpenTransaction();
    try {
      if (syncGroup.isHealthy()) {
        checkpointer.makeLast();
      }
    } finally {
      checkpointer.stop();
      writerHere.close();
      syncGroup.close();
      if (wasIdle) {
        writerHere.segments().release();
        state.segments().release();
      } // Otherwise somebody may still be reading; the mappings go with the process.
      releaseLock();
    }
  }

  /**
   * Waits for the open transaction to end. One that does not is cut off.
   *
   * @return whether it has ended by itself
   */
  private boolean endOpenTransaction() {
    boolean acquired =
        writerPermit.tryAcquire(Math.min(options.writerWait().toMillis(), CLOSE_WAIT_MILLIS));
    while (!acquired) {
      LogTransaction transaction = openTransaction;
      if (transaction != null) {
        transaction.abandon();
        return false;
      }
      // The store's own work, which ends, and in whose middle the log must not be closed.
      acquired = writerPermit.tryAcquire(CLOSE_WAIT_MILLIS);
    }
    return true;
  }

  private void releaseLock() {
    LockFile held = lock;
    if (held == null) {
      return;
    }
    try {
      held.close();
    } catch (IOException e) {
      throw StorageErrors.failed("release the lock of", directory, e);
    }
  }
}
