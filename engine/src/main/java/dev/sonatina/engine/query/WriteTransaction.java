package dev.sonatina.engine.query;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.storage.Transaction;
import java.util.HashSet;
import java.util.Set;

/**
 * A transaction of the store, with what a database adds to every write: names of members are stored
 * before the records that use them, and columns hear of records that change.
 *
 * <p>Used by one thread at a time. Closing without {@link #commit} rolls back.
 */
final class WriteTransaction implements AutoCloseable {

  /** What columns note of a record until the transaction that changes it has ended. */
  private static final int CHANGE_BYTES = 64;

  private final Transaction transaction;
  private final KeyDictionary dictionary;
  private final ColumnRegistry registry;
  private final HeapBudget.Share heapShare;
  private final Set<CollectionColumns> changed = new HashSet<>();
  private long changes;

  /**
   * A transaction of a database.
   *
   * @param heapShare what the database keeps on the heap
   */
  WriteTransaction(
      Transaction transaction,
      KeyDictionary dictionary,
      ColumnRegistry registry,
      HeapBudget.Share heapShare) {
    this.transaction = transaction;
    this.dictionary = dictionary;
    this.registry = registry;
    this.heapShare = heapShare;
  }

  /** The state at the beginning, with the changes made here so far. */
  StoreReader reader() {
    return transaction;
  }

  void createCollection(String name) {
    transaction.createCollection(name);
  }

  void dropCollection(int collection) {
    transaction.removeMeta(OpenCollection.schemaKey(collection));
    CollectionInfo info = transaction.collection(collection);
    if (info != null) {
      transaction.removeMeta(ColumnRegistry.declarationKey(info.name()));
    }
    transaction.dropCollection(collection);
  }

  /** Stores the record encoded last and returns its id. */
  long append(int collection, RecordEncoder encoder) {
    saveKeys();
    return transaction.append(collection, encoder.bytes(), 0, encoder.length());
  }

  /** Stores a record that an encoder of this database made, and returns its id. */
  long append(int collection, byte[] record) {
    saveKeys();
    return transaction.append(collection, record, 0, record.length);
  }

  /** Stores a record under this id; neither it nor any above it may have been given out. */
  void appendAt(int collection, long id, byte[] record) {
    transaction.skipIds(collection, id);
    append(collection, record);
  }

  /** Replaces a record by the one encoded last; false if there is none of this id. */
  boolean replace(int collection, long id, RecordEncoder encoder) {
    saveKeys();
    willChange(collection, id);
    return transaction.replace(collection, id, encoder.bytes(), 0, encoder.length());
  }

  /** Removes a record; false if there is none. */
  boolean erase(int collection, long id) {
    willChange(collection, id);
    return transaction.erase(collection, id);
  }

  void putMeta(String key, byte[] value) {
    saveKeys();
    transaction.putMeta(key, value);
  }

  private void saveKeys() {
    Keys.save(dictionary, transaction);
  }

  private void willChange(int collection, long id) {
    CollectionColumns columns = registry.of(collection);
    columns.change(this, id);
    changed.add(columns);
    changes++;
  }

  /** What the changes made so far keep on the heap after the transaction, in bytes. */
  long heapGrowth() {
    return transaction.heapGrowth();
  }

  /** What the open transaction keeps on the heap besides, in bytes. */
  long pendingBytes() {
    return changes * CHANGE_BYTES;
  }

  /**
   * Publishes the changes.
   *
   * @throws dev.sonatina.engine.api.SonatinaException {@code MEMORY_FULL} if they keep more on the
   *     heap than the database may
   */
  void commit(boolean durable) {
    long growth = transaction.heapGrowth();
    heapShare.change(Math.max(0, growth));
    boolean done = false;
    try {
      transaction.commit(durable);
      done = true;
    } finally {
      heapShare.change(done ? Math.min(0, growth) : -Math.max(0, growth));
    }
  }

  @Override
  public void close() {
    try {
      transaction.close();
    } finally {
      for (CollectionColumns columns : changed) {
        columns.endTransaction(this);
      }
      changed.clear();
    }
  }
}
