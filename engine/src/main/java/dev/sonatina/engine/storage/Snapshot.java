package dev.sonatina.engine.storage;

/**
 * One moment of a store. What is committed later does not show, and what is replaced or erased
 * later stays readable. Safe for use by several threads, as long as none of them reads after the
 * close.
 *
 * <p>Views and cursors taken from a snapshot must not be used after it was closed: the file that
 * they look into may be gone then.
 */
public interface Snapshot extends StoreReader, AutoCloseable {

  /** Number of the last transaction that is visible here; grows with every commit. */
  long version();

  /** Releases what the snapshot kept. A second call does nothing. */
  @Override
  void close();
}
