package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log store with a mirror of its records in Chronicle Maps, which other processes on the host
 * read at memory speed while this one writes.
 *
 * <p>The log is the truth. Everything that this store promises, the log promises: reads of this
 * process are served by it, since it knows about moments and transactions and is as fast. The
 * {@link Mirror} only follows: when a commit returns, the maps show it. It adds nothing to what
 * survives a crash and takes nothing away; one that was not closed in order is dropped and made
 * anew.
 *
 * <p>It costs time with each write, twice the disk, and a few seconds of start-up, most of them for
 * the compiler that Chronicle runs when it is first used in a process.
 */
public final class ChronicleStore implements Store {

  private final LogStore log;
  private final Mirror mirror;
  private final AtomicInteger commitsUnderWay = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ChronicleStore(LogStore log, Mirror mirror) {
    this.log = log;
    this.mirror = mirror;
  }

  /**
   * Opens a store, creating it if the options say so, and makes its mirror unless there is a
   * current one.
   *
   * @param options not read-only
   * @throws StorageException {@code UNSUPPORTED} if Chronicle Map cannot work in this process,
   *     saying what it needs; then nothing was opened or created
   */
  public static ChronicleStore open(Vfs vfs, Path directory, LogOptions options) {
    ChronicleSupport.require();
    LogStore log = LogStore.open(vfs, directory, options);
    boolean done = false;
    try (Snapshot snapshot = log.snapshot()) {
      Mirror mirror = Mirror.open(vfs, directory, log.storeId(), snapshot, options.background());
      done = true;
      return new ChronicleStore(log, mirror);
    } catch (IOException | IllegalStateException | UncheckedIOException e) {
      throw new StorageException(
          ErrorCode.IO_FAILURE,
          "cannot make the mirror of " + directory + ": " + e.getMessage(),
          e);
    } catch (LinkageError e) {
      throw new StorageException(
          ErrorCode.UNSUPPORTED, "Chronicle Map does not work in this Java: " + e, e);
    } finally {
      if (!done) {
        log.close();
      }
    }
  }

  /**
   * Tells the readers of a mirror, if a database has one, that it is left behind by a writer who
   * does not keep it. Touches no class of Chronicle.
   */
  public static void leaveMirrorBehind(Vfs vfs, Path directory) throws IOException {
    MirrorState.leaveBehind(MirrorFiles.of(vfs, directory));
  }

  @Override
  public Snapshot snapshot() {
    return log.snapshot();
  }

  @Override
  public Transaction begin() {
    return new MirroredTransaction(log.begin(), this);
  }

  /** Commits, and has the mirror follow. */
  void commit(Transaction transaction, boolean durable, ChangedRecords changed) {
    commitsUnderWay.incrementAndGet();
    try {
      transaction.commit(durable);
    } finally {
      // Also after a failed one, which may have become visible nevertheless.
      follow(changed);
      commitsUnderWay.decrementAndGet();
    }
  }

  private void follow(ChangedRecords changed) {
    try (Snapshot snapshot = log.snapshot()) {
      mirror.follow(changed, snapshot);
    } catch (StorageException e) {
      if (e.code() != ErrorCode.CLOSED) {
        throw e;
      } // It was closed while this commit was under way, and so has left the mirror behind.
    }
  }

  @Override
  public void sync() {
    log.sync();
  }

  @Override
  public StoreInfo info() {
    StoreInfo of = log.info();
    return new StoreInfo(
        "chronicle",
        of.collections(),
        of.records(),
        of.liveBytes(),
        of.deadBytes(),
        of.fileBytes(),
        of.segments(),
        of.tailBytes(),
        of.commits(),
        of.syncs());
  }

  /** Looks at the log; damage to the maps hurts nobody for longer than until the next opening. */
  @Override
  public VerifyReport verify(Progress progress) {
    return log.verify(progress);
  }

  @Override
  public void compact(Progress progress) {
    log.compact(progress);
  }

  /** The copy has no mirror. */
  @Override
  public void backup(Path directory, Progress progress) {
    log.backup(directory, progress);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long version = -1;
    try (Snapshot snapshot = log.snapshot()) {
      // What was committed before this snapshot has counted as under way since before it was.
      version = commitsUnderWay.get() == 0 ? snapshot.version() : -1;
    }
    mirror.close(version);
    log.close();
  }
}
