package dev.sonatina.engine.storage;

/**
 * Goes over the records of one collection in ascending order of their ids. Used by one thread.
 * Shows the state of the snapshot or transaction it was taken from, and must not be used after that
 * was closed.
 */
public interface RecordCursor extends AutoCloseable {

  /** Points {@code view} at the next record, without copying it; false when there are no more. */
  boolean next(RecordView view);

  /** Id of the record that the last {@link #next} found. */
  long id();

  @Override
  void close();
}
