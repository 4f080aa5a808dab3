package dev.sonatina.engine.interchange.unqlite;

/**
 * A file that is written at any position, and read back. Used by one thread. Trouble with the disk
 * is a {@code StorageException}.
 */
interface Output extends Input {

  /** Writes bytes, making the file longer if needed. */
  void write(long position, byte[] bytes, int offset, int length);

  /** Makes content and length survive a power cut. */
  void sync();
}
