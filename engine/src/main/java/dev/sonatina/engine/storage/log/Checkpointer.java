package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes checkpoints, one at a time: in the background when the log has become long enough, and at
 * closing. Writers go on meanwhile, since a state does not change; only when the log gets too long
 * before the checkpoint is done do they wait. Safe for use by any thread.
 */
final class Checkpointer {

  private final StoreFiles files;
  private final LogOptions options;
  private final long storeId;
  private final SyncGroup syncGroup;
  private final Supplier<LogState> state;
  private final Consumer<List<MappedSegment>> unusedSegments;

  /** Held while a checkpoint is made; guards the fields up to {@link #position}. */
  private final Object making = new Object();

  private final List<Integer> present = new ArrayList<>();
  private int lastNumber;
  private boolean stopped;
  private volatile long position;

  /** Guarded by {@code this}. */
  private boolean running;

  private volatile long loggedThen;
  private volatile long nextAttempt;

  /**
   * @param state gives the state to write
   * @param unusedSegments is given the segments that a durable checkpoint does not need any more
   */
  Checkpointer(
      StoreFiles files,
      LogOptions options,
      Recovered recovered,
      SyncGroup syncGroup,
      Supplier<LogState> state,
      Consumer<List<MappedSegment>> unusedSegments) {
    this.files = files;
    this.options = options;
    this.storeId = recovered.storeId();
    this.syncGroup = syncGroup;
    this.state = state;
    this.unusedSegments = unusedSegments;
    this.lastNumber = recovered.checkpoint();
    this.position = recovered.checkpoint() == 0 ? 0 : recovered.syncedTo();
    this.nextAttempt = options.checkpointBytes();
    if (recovered.checkpoint() != 0) {
      present.add(recovered.checkpoint());
    }
  }

  /** Length of the log since the last checkpoint, in a state. */
  long tailBytes(LogState now) {
    return now.logBytes() - loggedThen;
  }

  /** Has a checkpoint made in the background if the log has become long enough for one. */
  void requestIfDue(LogState now) {
    if (now.logBytes() >= nextAttempt
        && claim()
        && !Background.start(options.background(), this::makeInBackground)) {
      endClaim();
    }
  }

  /** Waits for the checkpoint that is being made if the log has become too long without it. */
  void awaitRoom() {
    if (tailBytes(state.get()) < options.tailBytesMax()) {
      return;
    }
    boolean interrupted = false;
    synchronized (this) {
      while (running) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean claim() {
    if (running) {
      return false;
    }
    running = true;
    return true;
  }

  private void makeInBackground() {
    boolean isMade = false;
    try {
      make();
      isMade = true;
    } catch (StorageException e) {
      if (e.code() != ErrorCode.CLOSED) {
        // The log is all that counts; opening will only take longer.
        StoreWarnings.log("no checkpoint was made: " + e.getMessage());
      }
    } finally {
      if (!isMade) { // Nor tried again by the next commit, with the disk as full, or the heap.
        nextAttempt = state.get().logBytes() + options.checkpointBytes() / 4;
      }
      endClaim();
    }
  }

  private synchronized void endClaim() {
    running = false;
    notifyAll();
  }

  /** Makes a checkpoint on the calling thread if the log has become long enough for one. */
  void makeIfDue() {
    if (state.get().logBytes() >= nextAttempt) {
      make();
    }
  }

  /**
   * Makes the checkpoint that belongs to a clean close. Without it (the disk may be full) the log
   * has still been synced, and only the next opening takes longer; so only a failed sync is an
   * error.
   */
  void makeLast() {
    try {
      make();
    } catch (StorageException e) {
      if (!syncGroup.isHealthy()) {
        throw e;
      }
      StoreWarnings.log("closed without a checkpoint: " + e.getMessage());
    }
  }

  /** Makes a checkpoint of the present state, unless there is one of that position. */
  void make() {
    synchronized (making) {
      if (stopped) {
        throw new StorageException(ErrorCode.CLOSED, files.directory() + " is closed");
      }
      LogState now = state.get();
      syncGroup.checkHealthy();
      syncGroup.syncTo(now.end());
      if (now.end() != position) {
        write(now);
      }
    }
  }

  private void write(LogState now) {
    syncGroup.checkPlace();
    int number = ++lastNumber;
    Path path = files.checkpoint(number);
    int nextSegment = Position.segment(now.end()) + 1;
    CheckpointHeader header =
        new CheckpointHeader(
            storeId, number, now.end(), now.previousCrc(), now.version(), nextSegment);
    try {
      CheckpointWriter.write(files, header, now);
    } catch (IOException e) {
      throw StorageErrors.failed("write", path, e);
    }
    present.add(number);
    try {
      files.vfs().syncDirectory(files.directory());
    } catch (IOException e) {
      throw syncGroup.fail(StorageErrors.failed("sync", files.directory(), e));
    }
    position = now.end();
    loggedThen = now.logBytes();
    nextAttempt = loggedThen + options.checkpointBytes();
    removeAllBefore(number);
    List<MappedSegment> unused = now.unusedSegments();
    if (!unused.isEmpty()) {
      unusedSegments.accept(unused);
    }
  }

  /** Makes no more checkpoints from now on; waits for the one being made. */
  void stop() {
    synchronized (making) {
      stopped = true;
    }
  }

  private void removeAllBefore(int number) {
    present.removeIf(
        older -> {
          if (older == number) {
            return false;
          }
          try {
            files.vfs().delete(files.checkpoint(older));
            return true;
          } catch (IOException e) {
            StoreWarnings.log(StorageErrors.cannot("remove", files.checkpoint(older), e));
            return false;
          }
        });
  }
}
