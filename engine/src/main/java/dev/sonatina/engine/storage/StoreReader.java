package dev.sonatina.engine.storage;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be read of one state of a store; see {@link Snapshot} and {@link Transaction}. */
public interface StoreReader {

  /** The collections in the order of their numbers. */
  List<CollectionInfo> collections();

  /** The collection of this name, or null if there is none. */
  @Nullable CollectionInfo collection(String name);

  /** The collection of this number, or null if there is none (any more). */
  @Nullable CollectionInfo collection(int collection);

  /**
   * Points {@code view} at a record, without copying it.
   *
   * @return false, leaving the view as it was, if the collection or the record does not exist
   */
  boolean read(int collection, long id, RecordView view);

  /**
   * Points views at several records, as {@link #read} would one by one. A store may reach for all
   * of them at once, so that the waits for memory overlap; some dozens at a time are best.
   *
   * @param from of the ids, {@code ids[from]} is the first and {@code ids[to - 1]} the last, at
   *     most 64 of them
   * @param views the first is for the first id
   * @return for each id a bit, the lowest for the first: whether the record exists
   */
  default long readAll(int collection, long[] ids, int from, int to, RecordView[] views) {
    long found = 0;
    for (int i = from; i < to; i++) {
      if (read(collection, ids[i], views[i - from])) {
        found |= 1L << (i - from);
      }
    }
    return found;
  }

  /**
   * Goes over the records of a collection with {@code fromId <= id < toId} in ascending order of
   * their ids. Both limits may lie outside the ids that exist.
   */
  RecordCursor scan(int collection, long fromId, long toId);

  /**
   * Makes sure that this thread has really read what it has read of records so far. The disk may
   * fail to give memory that stands for a file: then a read gives anything, and the JVM raises an
   * {@link InternalError} only some time after it. So this is called before an answer is given.
   *
   * @throws StorageException {@code IO_FAILURE} if the disk failed
   */
  default void confirmReads() {}

  /**
   * What to report after such an {@link InternalError}: {@code IO_FAILURE}, with the file and the
   * place in it where that can be found out.
   */
  default StorageException unreadable(InternalError cause) {
    return new StorageException(
        ErrorCode.IO_FAILURE, "cannot read the store: " + cause.getMessage(), cause);
  }

  /** One more than the greatest number in the dictionary of member names; 0 if that is empty. */
  int keyLimit();

  /**
   * The member name of this number, or null if the number is free. The array is shared: do not
   * change it.
   */
  byte @Nullable [] key(int keyId);

  /**
   * The value stored under a key of the meta area, or null. The array is shared: do not change it.
   */
  byte @Nullable [] meta(String key);

  /** The keys of the meta area, sorted. */
  List<String> metaKeys();
}
