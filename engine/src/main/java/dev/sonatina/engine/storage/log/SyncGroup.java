package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Syncs the log, once for all threads that wait for it at the same time. Safe for use by any
 * thread.
 *
 * <p>A thread that finds no sync going on becomes the leader: it syncs everything written so far
 * and wakes the others. Threads that come during a sync wait for it, and if it does not cover them,
 * the first to wake leads the next, for all that have come meanwhile. So commits share syncs
 * exactly as much as there are commits at a time, and a lone one waits for nobody.
 *
 * <p>A failed sync is final. The kernel may have dropped the unwritten pages and marked them clean,
 * so a second sync would succeed and prove nothing. From then on every call fails, until the store
 * is opened again, see {@link Recovery}.
 */
final class SyncGroup {

  /** A store's right to its directory. */
  interface Claim {

    /** That of a store that is only read. */
    Claim NONE =
        new Claim() {
          @Override
          public void check() {}

          @Override
          public void noteSyncFailed() {}
        };

    /** Fails if there is another directory of that name now, or none. */
    void check() throws IOException;

    /** Leaves a note for the next opener, if that is possible. */
    void noteSyncFailed();
  }

  private final StoreFiles files;
  private final Claim claim;
  private final StorageException cutOff;
  private final TreeMap<Integer, VfsFile> open = new TreeMap<>();

  /**
   * True at first: the process before may have ended between making a file and syncing its name.
   */
  private boolean directoryChanged = true;

  private boolean leading;
  private long writtenTo;
  private long syncs;
  private volatile long syncedTo;
  private volatile @Nullable StorageException failure;

  /**
   * @param syncedTo the position up to which the log is known to be synced
   * @param claim is told once, when the first sync fails
   */
  SyncGroup(StoreFiles files, long syncedTo, Claim claim) {
    this.files = files;
    this.claim = claim;
    this.syncedTo = syncedTo;
    this.writtenTo = syncedTo;
    this.cutOff =
        new StorageException(
            ErrorCode.IO_FAILURE,
            "an error, such as memory running out, cut off work on "
                + files.directory()
                + ": what the log holds is known when the database is opened again");
  }

  /** Hands over a segment's file. It is closed when it has been synced and the log has left it. */
  synchronized void add(int segment, VfsFile file, boolean isNew) {
    open.put(segment, file);
    directoryChanged |= isNew;
  }

  /** Tells that the log has been written up to a position. */
  synchronized void written(long position) {
    writtenTo = position;
  }

  /** The position up to which the log is known to be synced. */
  long syncedTo() {
    return syncedTo;
  }

  /** Number of syncs made. */
  synchronized long syncs() {
    return syncs;
  }

  /** Fails with {@code READ_ONLY} if a sync has failed. */
  void checkHealthy() {
    StorageException cause = failure;
    if (cause != null) {
      throw new StorageException(
          ErrorCode.READ_ONLY,
          files.directory()
              + " is read-only until it is opened again, because of an earlier failure: "
              + cause.getMessage(),
          cause);
    }
  }

  /**
   * To be called before files of the store come or go: fails for good if the directory was removed
   * or renamed. What has its name now may be somebody else's store.
   */
  void checkPlace() {
    try {
      claim.check();
    } catch (IOException e) {
      throw fail(StorageErrors.failed("go on writing in", files.directory(), e));
    }
  }

  boolean isHealthy() {
    return failure == null;
  }

  /** Returns when the log is synced up to a position that has been written. */
  void syncTo(long position) {
    if (syncedTo >= position && failure == null) {
      return;
    }
    Sync sync = lead(position);
    if (sync == null) {
      return;
    }
    boolean isKnown = false;
    try {
      carryOut(sync);
      isKnown = true;
    } catch (StorageException e) {
      throw fail(e);
    } finally {
      if (!isKnown) {
        giveUp(); // Short of memory, for instance, the JVM cannot tell what the disk said.
      }
    }
    finish(sync.target);
  }

  /** What a leader has to do, put together before it leads. */
  private record Sync(long target, List<VfsFile> files, boolean directory) {}

  /** Waits until the position is synced (null) or this thread is to make the sync returned. */
  private synchronized @Nullable Sync lead(long position) {
    boolean interrupted = false;
    while (leading) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (failure == null && syncedTo >= position) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    checkNotFailed();
    if (syncedTo >= position) {
      return null;
    }
    int first = Position.segment(syncedTo);
    int last = Position.segment(writtenTo);
    List<VfsFile> toSync = new ArrayList<>(open.subMap(first, true, last, true).values());
    Sync sync = new Sync(writtenTo, toSync, directoryChanged);
    leading = true;
    directoryChanged = false;
    return sync;
  }

  private void checkNotFailed() {
    StorageException cause = failure;
    if (cause != null) {
      throw new StorageException(cause.code(), String.valueOf(cause.getMessage()), cause);
    }
  }

  private void carryOut(Sync sync) {
    for (VfsFile file : sync.files) {
      try {
        file.sync();
        file.checkName();
      } catch (IOException e) {
        throw StorageErrors.failed("sync", file.path(), e);
      }
    }
    if (sync.directory) {
      try {
        files.vfs().syncDirectory(files.directory());
      } catch (IOException e) {
        throw StorageErrors.failed("sync", files.directory(), e);
      }
    }
  }

  private void finish(long target) {
    List<VfsFile> finished;
    synchronized (this) {
      leading = false;
      syncs++;
      syncedTo = target;
      notifyAll();
      finished = new ArrayList<>();
      while (!open.isEmpty() && open.firstKey() < Position.segment(target)) {
        finished.add(open.pollFirstEntry().getValue());
      }
    }
    closeAll(finished);
  }

  /** Makes the store read-only; returns what to throw. */
  StorageException fail(StorageException problem) {
    StorageException reported =
        new StorageException(
            problem.code(),
            problem.getMessage()
                + "; whether the last commits survive a power cut is unknown, and the database is"
                + " read-only until it is opened again",
            problem);
    if (setFailure(reported)) {
      claim.noteSyncFailed();
    }
    return reported;
  }

  /** As {@link #fail}, after an error of the JVM. Takes no memory, of which there may be none. */
  void giveUp() {
    setFailure(cutOff);
  }

  private synchronized boolean setFailure(StorageException reported) {
    boolean isFirst = failure == null;
    if (isFirst) {
      failure = reported;
    }
    leading = false;
    notifyAll();
    return isFirst;
  }

  /** Closes the files. */
  void close() {
    List<VfsFile> rest;
    synchronized (this) {
      rest = new ArrayList<>(open.values());
      open.clear();
    }
    closeAll(rest);
  }

  private static void closeAll(List<VfsFile> files) {
    for (VfsFile file : files) {
      StoreFiles.closeQuietly(file);
    }
  }
}
