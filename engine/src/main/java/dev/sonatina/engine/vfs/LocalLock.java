package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An operating system's lock on a file. */
final class LocalLock implements VfsLock {

  private final LocalFile file;
  private final Runnable afterClose;

  private LocalLock(LocalFile file, Runnable afterClose) {
    this.file = file;
    this.afterClose = afterClose;
  }

  /** Tries once; null if another process holds the lock. */
  static @Nullable LocalLock tryLock(Path path, FileMapper mapper, Runnable afterClose)
      throws IOException {
    LocalFile file = LocalFile.openLockFile(path, mapper);
    @Nullable FileLock lock = null;
    try {
      lock = file.tryLock();
    } finally {
      if (lock == null) {
        file.close();
      }
    }
    return lock == null ? null : new LocalLock(file, afterClose);
  }

  @Override
  public VfsFile file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    try {
      file.close(); // Releases the lock too.
    } finally {
      afterClose.run();
    }
  }
}
