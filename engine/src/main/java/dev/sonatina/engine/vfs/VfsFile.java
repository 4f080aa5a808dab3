package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An open file. Safe for use by several threads; interrupting a thread does not close it.
 *
 * <p>A call that fails may have done part of its work.
 */
public interface VfsFile extends AutoCloseable {

  Path path();

  long size() throws IOException;

  /**
   * Reads from {@code position} until the target is full or the file ends.
   *
   * @return the number of bytes read
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Writes all that remains in the source at {@code position}, making the file longer if needed.
   */
  void write(ByteBuffer source, long position) throws IOException;

  /**
   * Makes the file longer, by a hole that reads as zeros, or cuts it off. Making it longer may need
   * its name, see {@link #checkName}.
   */
  void resize(long size) throws IOException;

  /**
   * Has the file system reserve a range by writing zeros to it, so that later writes there change
   * no metadata and their syncs cost less.
   */
  void preallocate(long from, long to) throws IOException;

  /** Makes content and length survive a power cut. */
  void sync() throws IOException;

  /**
   * Maps the first {@code length} bytes for reading. Later writes to them show in the mapping. The
   * mapping outlives the file. May need the file's name, see {@link #checkName}.
   */
  VfsMapping map(int length) throws IOException;

  /**
   * Fails if the file was opened for writing and its name does not lead to it any more: what is
   * written then goes where nobody finds it.
   */
  void checkName() throws IOException;

  @Override
  void close() throws IOException;
}
