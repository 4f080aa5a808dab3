package dev.sonatina.engine.vfs;

import java.io.IOException;

/** A lock that keeps other processes, and other users in this one, out. */
public interface VfsLock extends AutoCloseable {

  /** The lock's file, for a note that must be readable after this process has ended. */
  VfsFile file();

  /** Gives the lock back. The file stays. */
  @Override
  void close() throws IOException;
}
