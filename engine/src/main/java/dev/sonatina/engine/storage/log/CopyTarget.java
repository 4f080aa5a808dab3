package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A directory in which a copy of a store is being made. For one thread.
 *
 * <p>Until the copy is whole a mark lies beside its files. So what a killed process left is never
 * taken for a store, and the next copy to the same directory takes its place. The mark is locked
 * while somebody is at work, and has one byte in it: one of no length has just been made, and says
 * nothing of what else is there.
 */
final class CopyTarget implements AutoCloseable {

  private final StoreFiles files;
  private final VfsLock mark;

  /** Whether what is in the directory is a copy that nobody needs. */
  private boolean isUnfinished;

  /** Whether the mark goes when this does. */
  private boolean isMarkOurs;

  private CopyTarget(StoreFiles files, VfsLock mark) {
    this.files = files;
    this.mark = mark;
  }

  /**
   * Takes a directory, which is made unless it is there, and clears what is left in it of a copy
   * that was cut off.
   *
   * @throws StorageException {@code INVALID_ARGUMENT} if anything else is there, {@code LOCKED} if
   *     another copy is being made there
   */
  static CopyTarget claim(StoreFiles files) {
    Path directory = files.directory();
    try {
      StoreCreator.createDirectory(files.vfs(), directory);
      if (!files.vfs().exists(files.copyMark())) {
        requireEmpty(files); // First of all, lest a mark comes into somebody's store.
      }
      VfsLock mark = files.vfs().lock(files.copyMark());
      if (mark == null) {
        throw new StorageException(
            ErrorCode.LOCKED, "another copy to " + directory + " is being made");
      }
      CopyTarget target = new CopyTarget(files, mark);
      try {
        target.begin();
      } catch (IOException | RuntimeException | Error e) {
        target.close();
        throw e;
      }
      return target;
    } catch (IOException e) {
      throw StorageErrors.failed("create", directory, e);
    }
  }

  private void begin() throws IOException {
    mark.file().checkName();
    isMarkOurs = mark.file().size() == 0;
    if (isMarkOurs || files.list().others()) {
      requireEmpty(files); // Another copy may have been made since the first look.
    }
    if (isMarkOurs) {
      mark.file().write(ByteBuffer.allocate(1), 0);
      mark.file().sync();
    }
    files.vfs().syncDirectory(files.directory());
    isUnfinished = true;
    files.removeAllButCopyMark();
  }

  private static void requireEmpty(StoreFiles files) throws IOException {
    if (!files.isEmptyButForCopyMark()) {
      throw new StorageException(
          ErrorCode.INVALID_ARGUMENT,
          files.directory() + " is not empty (expected: a new directory)");
    }
  }

  /** Makes the copy count. All of it must have been synced. */
  void finish() throws IOException {
    files.vfs().delete(files.copyMark());
    files.vfs().syncDirectory(files.directory());
    isUnfinished = false;
    isMarkOurs = false;
  }

  /** Removes a copy that is not finished, as far as possible. */
  @Override
  public void close() {
    try (mark) {
      if (isUnfinished) {
        files.removeAllButCopyMark();
        isMarkOurs = files.isEmptyButForCopyMark();
      }
      if (isMarkOurs) {
        files.removeQuietly(files.copyMark());
      }
    } catch (IOException e) {
      StoreWarnings.log(StorageErrors.cannot("clear", files.directory(), e));
    }
  }
}
