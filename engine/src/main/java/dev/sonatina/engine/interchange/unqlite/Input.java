package dev.sonatina.engine.interchange.unqlite;

/**
 * A file that is only read, at any position. Used by one thread.
 *
 * <p>The seam between the format and where its bytes lie: a file behind {@code engine.vfs}, or an
 * array in tests. Trouble with the disk is a {@code StorageException}.
 */
interface Input extends AutoCloseable {

  /** The name that errors give. */
  String name();

  long size();

  /**
   * Reads up to {@code length} bytes and returns how many there were: fewer only at the end of the
   * file.
   */
  int read(long position, byte[] into, int offset, int length);

  @Override
  void close();
}
