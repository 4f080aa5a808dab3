package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The file that keeps a second writer out. Its one byte is a note to the next opener:
 *
 * <pre>
 *   '.'   nothing special
 *   'F'   a sync failed. What the operating system shows of the last writes may not be on the disk,
 *         and may never get there, because it may take those pages for written
 * </pre>
 *
 * The note itself need not be synced: after a power cut the disk is all there is, and what it holds
 * can be trusted.
 */
final class LockFile implements SyncGroup.Claim, AutoCloseable {

  private static final byte FINE = '.';
  private static final byte SYNC_FAILED = 'F';

  private final VfsLock lock;

  private LockFile(VfsLock lock) {
    this.lock = lock;
  }

  /** Takes the lock, or fails with {@code LOCKED}. */
  static LockFile acquire(StoreFiles files) throws IOException {
    Path path = files.lock();
    VfsLock lock = files.vfs().lock(path);
    if (lock == null) {
      throw new StorageException(
          ErrorCode.LOCKED,
          files.directory()
              + " is in use by another process, or elsewhere in this one: close it there, or open it"
              + " read-only");
    }
    return new LockFile(lock);
  }

  /** Whether the store was left after a failed sync. */
  boolean isSyncFailed() throws IOException {
    ByteBuffer note = ByteBuffer.allocate(1);
    return lock.file().read(note, 0) == 1 && note.get(0) == SYNC_FAILED;
  }

  void noteFine() throws IOException {
    write(FINE);
  }

  @Override
  public void check() throws IOException {
    lock.file().checkName();
  }

  @Override
  public void noteSyncFailed() {
    try {
      write(SYNC_FAILED);
    } catch (IOException e) {
      System.getLogger(LockFile.class.getName())
          .log(
              System.Logger.Level.ERROR,
              StorageErrors.cannot("note the failed sync in", lock.file().path(), e));
    }
  }

  private void write(byte note) throws IOException {
    lock.file().write(ByteBuffer.allocate(1).put(0, note), 0);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
