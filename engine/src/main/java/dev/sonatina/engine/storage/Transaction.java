package dev.sonatina.engine.storage;

/**
 * Changes to a store that take effect together or not at all. Closing without {@link #commit} rolls
 * back.
 *
 * <p>Used by one thread at a time. Reading shows the state at {@link Store#begin} with the changes
 * made here so far. A view or cursor taken from a transaction is valid until the transaction's next
 * change, commit or close, except that a cursor lets the records be replaced or erased that it has
 * already passed.
 *
 * <p>Record ids count up from 0 in each collection. An id that was handed out is never handed out
 * again, not even when the transaction that got it is rolled back.
 *
 * <p>When a change fails because of the disk, the transaction can only be rolled back.
 */
public interface Transaction extends StoreReader, AutoCloseable {

  /** Greatest length of one record in bytes. */
  int RECORD_LENGTH_MAX = 64 << 20;

  /** Greatest number of a member name. */
  int KEY_ID_MAX = 65_535;

  /**
   * Creates a collection and returns its number. Numbers are not used again after a drop.
   *
   * @throws IllegalArgumentException if there is a collection of this name
   */
  int createCollection(String name);

  /**
   * As {@link #createCollection(String)}, for a collection that comes from elsewhere and was
   * created there at this time, in milliseconds since 1970 UTC.
   */
  int createCollection(String name, long createdMillis);

  /**
   * Removes a collection with all its records.
   *
   * @throws IllegalArgumentException if there is no such collection
   */
  void dropCollection(int collection);

  /**
   * Stores a record and returns its id. The bytes are copied.
   *
   * @throws IllegalArgumentException if there is no such collection, or the record is longer than
   *     {@link #RECORD_LENGTH_MAX}
   */
  long append(int collection, byte[] buffer, int offset, int length);

  /**
   * Counts the ids below {@code nextId} as handed out, whether there are records or not: for
   * records that come from elsewhere and keep their ids. Does nothing if they have been handed out
   * already.
   *
   * @throws IllegalArgumentException if there is no such collection
   */
  void skipIds(int collection, long nextId);

  /**
   * Gives a record new bytes, which are copied.
   *
   * @return false, changing nothing, if there is no such record
   * @throws IllegalArgumentException as {@link #append}
   */
  boolean replace(int collection, long id, byte[] buffer, int offset, int length);

  /**
   * Removes a record.
   *
   * @return false, changing nothing, if there is no such record
   * @throws IllegalArgumentException if there is no such collection
   */
  boolean erase(int collection, long id);

  /**
   * Stores a value in the meta area, in the place of an older one. The value is copied.
   *
   * @throws IllegalArgumentException if key and value together are longer than {@link
   *     #RECORD_LENGTH_MAX}
   */
  void putMeta(String key, byte[] value);

  /** Removes a key of the meta area; false if it was not there. */
  boolean removeMeta(String key);

  /**
   * Enters a member name into the dictionary. Entries never change: entering the same name under
   * the same number again does nothing. A number whose transaction is rolled back is free again.
   *
   * @param keyId from 0 to {@link #KEY_ID_MAX}; numbers may be left out, but should be dense
   * @throws IllegalArgumentException if the number stands for another name, or is out of range, or
   *     the name is longer than {@link #RECORD_LENGTH_MAX}
   */
  void addKey(int keyId, byte[] name);

  /**
   * What the changes made so far add to what the store keeps on the heap for as long as it is open,
   * in bytes, roughly: names of collections and members, the meta area, places of records, and the
   * records themselves where the store has no files. Negative if they free more.
   */
  long heapGrowth();

  /**
   * Makes the changes visible and ends the transaction.
   *
   * @param durable false: returns when the bytes are with the operating system; true: returns when
   *     they, and everything committed before, have been synced to the disk. If that sync fails the
   *     call throws, the transaction may or may not survive, and the store becomes read-only. Any
   *     other failure means that nothing of the transaction took effect.
   */
  void commit(boolean durable);

  /** Rolls back, unless committed. A second call does nothing. */
  @Override
  void close();
}
