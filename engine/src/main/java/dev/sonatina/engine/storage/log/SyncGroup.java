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

  private final StoreFiles files;
  private final Runnable afterFailure;
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
   * @param afterFailure called once, when the first sync fails
   */
  SyncGroup(StoreFiles files, long syncedTo, Runnable afterFailure) {
    this.files = files;
    this.afterFailure = afterFailure;
    this.syncedTo = syncedTo;
    this.writtenTo = syncedTo;
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

  boolean isHealthy() {
    return failure == null;
  }

  /** Returns when the log is synced up to a position that has been written. */
  void syncTo(long position) {
    if (syncedTo >= position && failure == null) {
      return;
    }
    long target = lead(position);
    if (target == 0) {
      return;
    }
    StorageException problem = null;
    boolean isKnown = false;
    try {
      syncFiles(target);
      isKnown = true;
    } catch (StorageException e) {
      problem = e;
      isKnown = true;
    } finally {
      if (!isKnown) {
        giveUpLeading();
      }
    }
    follow(target, problem);
  }

  /** Short of memory, for instance, the leader got no answer from the disk; another asks again. */
  private synchronized void giveUpLeading() {
    leading = false;
    directoryChanged = true;
    notifyAll();
  }

  /** Waits until the position is synced (0) or this thread is to sync up to the one returned. */
  private synchronized long lead(long position) {
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
      return 0;
    }
    leading = true;
    return writtenTo;
  }

  private void checkNotFailed() {
    StorageException cause = failure;
    if (cause != null) {
      throw new StorageException(cause.code(), String.valueOf(cause.getMessage()), cause);
    }
  }

  private void syncFiles(long target) {
    List<VfsFile> toSync;
    boolean syncDirectory;
    synchronized (this) {
      toSync =
          new ArrayList<>(
              open.subMap(Position.segment(syncedTo), true, Position.segment(target), true)
                  .values());
      syncDirectory = directoryChanged;
      directoryChanged = false;
    }
    for (VfsFile file : toSync) {
      try {
        file.sync();
      } catch (IOException e) {
        throw StorageErrors.failed("sync", file.path(), e);
      }
    }
    if (syncDirectory) {
      try {
        files.vfs().syncDirectory(files.directory());
      } catch (IOException e) {
        throw StorageErrors.failed("sync", files.directory(), e);
      }
    }
  }

  private void follow(long target, @Nullable StorageException problem) {
    if (problem != null) {
      throw fail(problem);
    }
    List<VfsFile> finished = new ArrayList<>();
    synchronized (this) {
      leading = false;
      syncs++;
      syncedTo = target;
      while (!open.isEmpty() && open.firstKey() < Position.segment(target)) {
        finished.add(open.pollFirstEntry().getValue());
      }
      notifyAll();
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
    boolean isFirst;
    synchronized (this) {
      isFirst = failure == null;
      if (isFirst) {
        failure = reported;
      }
      leading = false;
      notifyAll();
    }
    if (isFirst) {
      afterFailure.run();
    }
    return reported;
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
