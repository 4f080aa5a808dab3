package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.storage.ForwardingTransaction;
import dev.sonatina.engine.storage.Transaction;

/** A transaction of the log that remembers which records it changes. */
final class MirroredTransaction extends ForwardingTransaction {

  private final ChronicleStore store;
  private final ChangedRecords changed = new ChangedRecords();

  MirroredTransaction(Transaction transaction, ChronicleStore store) {
    super(transaction);
    this.store = store;
  }

  @Override
  public int createCollection(String name) {
    changed.catalog();
    return super.createCollection(name);
  }

  @Override
  public int createCollection(String name, long createdMillis) {
    changed.catalog();
    return super.createCollection(name, createdMillis);
  }

  @Override
  public void dropCollection(int collection) {
    changed.catalog();
    super.dropCollection(collection);
  }

  @Override
  public void addKey(int keyId, byte[] name) {
    changed.catalog();
    super.addKey(keyId, name);
  }

  @Override
  public long append(int collection, byte[] buffer, int offset, int length) {
    long id = super.append(collection, buffer, offset, length);
    changed.record(collection, id);
    return id;
  }

  @Override
  public boolean replace(int collection, long id, byte[] buffer, int offset, int length) {
    changed.record(collection, id);
    return super.replace(collection, id, buffer, offset, length);
  }

  @Override
  public boolean erase(int collection, long id) {
    changed.record(collection, id);
    return super.erase(collection, id);
  }

  @Override
  public void commit(boolean durable) {
    store.commit(inner(), durable, changed);
  }
}
