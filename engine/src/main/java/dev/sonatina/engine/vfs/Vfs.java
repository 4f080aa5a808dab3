package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system as the engine needs it. Safe for use by any number of threads.
 *
 * <p>What a sync promises: {@link VfsFile#sync} makes the content and length of a file survive a
 * power cut, {@link #syncDirectory} the names in a directory. Without them nothing is promised, not
 * even that earlier changes survive if later ones do.
 */
public interface Vfs {

  /** How a file is opened. */
  enum OpenMode {
    /** For reading; the file must exist. */
    READ,
    /** For reading and writing; the file must exist. */
    WRITE,
    /** For reading and writing; the file must not exist. Only its owner gets access to it. */
    CREATE
  }

  /** The file system of this machine. */
  static Vfs local() {
    return LocalVfs.INSTANCE;
  }

  /** Opens a file. */
  VfsFile open(Path path, OpenMode mode) throws IOException;

  /** Whether there is a file or directory of this name. */
  boolean exists(Path path) throws IOException;

  /**
   * When the content of a file last changed, in nanoseconds since 1970, as exactly as the file
   * system tells: two changes that follow each other closely may have the same time.
   */
  long lastModifiedNanos(Path path) throws IOException;

  /** The names in a directory, in no particular order. */
  List<String> list(Path directory) throws IOException;

  /** Makes a directory, and those above it, unless they exist. */
  void createDirectories(Path directory) throws IOException;

  /** Gives a file another name in the same directory, atomically replacing a file of that name. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file. Mappings and open files of it stay usable. */
  void delete(Path path) throws IOException;

  /** Gives a file a second name, without copying it; fails where the file system cannot. */
  void link(Path link, Path existing) throws IOException;

  /** Makes the names in a directory survive a power cut. */
  void syncDirectory(Path directory) throws IOException;

  /**
   * Takes the lock that a file stands for, creating the file if need be; fails where no file could
   * be created. The lock ends with {@link VfsLock#close} or with the process, however it ends.
   *
   * @return null if the lock is held already, by this process or another
   */
  @Nullable VfsLock lock(Path path) throws IOException;
}
