package dev.sonatina.engine.vfs;

import java.nio.ByteBuffer;

/** A file's bytes in memory, for reading. */
public interface VfsMapping extends AutoCloseable {

  /**
   * The bytes, in little-endian order; use absolute positions only.
   *
   * <p>After {@link #close} it must not be touched: that may end the process.
   */
  ByteBuffer buffer();

  /** Unmaps at once. */
  @Override
  void close();
}
