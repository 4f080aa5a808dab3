package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.FailureText;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Moves and removes files and directories of stores, so that nothing is lost by mistake. */
final class StoreDirectory {

  private static final String ASIDE = ".aside-";
  private static final String REMOVING_SUFFIX = "-removing";

  private StoreDirectory() {}

  static boolean exists(Vfs vfs, Path path) {
    try {
      return vfs.exists(path);
    } catch (IOException e) {
      throw failed("look for", path, e);
    }
  }

  /** Gives a file or directory a name that is free, beside the old one, and returns it. */
  static Path moveAside(Vfs vfs, Path path) {
    for (int number = 1; ; number++) {
      Path aside = path.resolveSibling(path.getFileName() + ASIDE + number);
      if (!exists(vfs, aside)) {
        move(vfs, path, aside);
        return aside;
      }
    }
  }

  /** Renames within a directory. */
  static void move(Vfs vfs, Path from, Path to) {
    try {
      vfs.rename(from, to);
      vfs.syncDirectory(parentOf(to));
    } catch (IOException e) {
      throw failed("move", from, e);
    }
  }

  /** Removes a directory with the files in it, if it is there. */
  static void remove(Vfs vfs, Path directory) {
    try {
      if (vfs.exists(directory)) {
        for (String name : vfs.list(directory)) {
          vfs.delete(directory.resolve(name));
        }
        vfs.delete(directory);
      }
    } catch (IOException e) {
      throw failed("remove", directory, e);
    }
  }

  /**
   * Removes the directory of a store, if it is there. It loses its name first: a process that dies
   * meanwhile leaves no half of a store to be taken for damage.
   */
  static void discard(Vfs vfs, Path directory) {
    Path removing = directory.resolveSibling(directory.getFileName() + REMOVING_SUFFIX);
    remove(vfs, removing);
    if (exists(vfs, directory)) {
      move(vfs, directory, removing);
      remove(vfs, removing);
    }
  }

  /** Removes a file, if it is there. */
  static void removeFile(Vfs vfs, Path file) {
    try {
      if (vfs.exists(file)) {
        vfs.delete(file);
        vfs.syncDirectory(parentOf(file));
      }
    } catch (IOException e) {
      throw failed("remove", file, e);
    }
  }

  /** A lock on a name; the file that stands for it goes with it. */
  record Lock(Vfs vfs, Path path, VfsLock held) implements AutoCloseable {

    @Override
    public void close() {
      try (held) {
        vfs.delete(path);
      } catch (IOException e) {
        throw failed("unlock", path, e);
      }
    }
  }

  /**
   * Takes a lock.
   *
   * @throws StorageException {@link ErrorCode#LOCKED} if somebody has it
   */
  static Lock lock(Vfs vfs, Path path) {
    VfsLock held;
    try {
      held = vfs.lock(path);
    } catch (IOException e) {
      throw failed("lock", path, e);
    }
    if (held == null) {
      throw new StorageException(ErrorCode.LOCKED, path + " is held by another import");
    }
    return new Lock(vfs, path, held);
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a directory");
  }

  private static StorageException failed(String action, Path path, IOException e) {
    return new StorageException(
        ErrorCode.IO_FAILURE,
        "cannot " + action + " " + path + ": " + FailureText.reason(e, path),
        e);
  }
}
