package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreInfo;
import dev.sonatina.engine.storage.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that refuses to create a collection which could not stand beside another one in a {@code
 * .unqlite} file. Everything else passes through.
 */
final class CollisionGuard implements Store {

  private final Store store;

  CollisionGuard(Store store) {
    this.store = store;
  }

  @Override
  public Snapshot snapshot() {
    return store.snapshot();
  }

  @Override
  public Transaction begin() {
    return new GuardedTransaction(store.begin());
  }

  @Override
  public void sync() {
    store.sync();
  }

  @Override
  public StoreInfo info() {
    return store.info();
  }

  @Override
  public void close() {
    store.close();
  }

  private static final class GuardedTransaction implements Transaction {

    private final Transaction transaction;

    GuardedTransaction(Transaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public int createCollection(String name) {
      requireNoCollision(name);
      return transaction.createCollection(name);
    }

    @Override
    public int createCollection(String name, long createdMillis) {
      requireNoCollision(name);
      return transaction.createCollection(name, createdMillis);
    }

    private void requireNoCollision(String name) {
      List<String> others = transaction.collections().stream().map(CollectionInfo::name).toList();
      Optional<String> other = UnqliteNames.collision(name, others);
      if (other.isPresent()) {
        throw new DatabaseException(
            ErrorCode.INVALID_NAME,
            "collection '"
                + name
                + "' cannot stand beside '"
                + other.get()
                + "' in a .unqlite file, where records have keys of this form");
      }
    }

    @Override
    public void dropCollection(int collection) {
      transaction.dropCollection(collection);
    }

    @Override
    public long append(int collection, byte[] buffer, int offset, int length) {
      return transaction.append(collection, buffer, offset, length);
    }

    @Override
    public void skipIds(int collection, long nextId) {
      transaction.skipIds(collection, nextId);
    }

    @Override
    public boolean replace(int collection, long id, byte[] buffer, int offset, int length) {
      return transaction.replace(collection, id, buffer, offset, length);
    }

    @Override
    public boolean erase(int collection, long id) {
      return transaction.erase(collection, id);
    }

    @Override
    public void putMeta(String key, byte[] value) {
      transaction.putMeta(key, value);
    }

    @Override
    public boolean removeMeta(String key) {
      return transaction.removeMeta(key);
    }

    @Override
    public void addKey(int keyId, byte[] name) {
      transaction.addKey(keyId, name);
    }

    @Override
    public void commit(boolean durable) {
      transaction.commit(durable);
    }

    @Override
    public void close() {
      transaction.close();
    }

    @Override
    public List<CollectionInfo> collections() {
      return transaction.collections();
    }

    @Override
    public @Nullable CollectionInfo collection(String name) {
      return transaction.collection(name);
    }

    @Override
    public @Nullable CollectionInfo collection(int collection) {
      return transaction.collection(collection);
    }

    @Override
    public boolean read(int collection, long id, RecordView view) {
      return transaction.read(collection, id, view);
    }

    @Override
    public RecordCursor scan(int collection, long fromId, long toId) {
      return transaction.scan(collection, fromId, toId);
    }

    @Override
    public int keyLimit() {
      return transaction.keyLimit();
    }

    @Override
    public byte @Nullable [] key(int keyId) {
      return transaction.key(keyId);
    }

    @Override
    public byte @Nullable [] meta(String key) {
      return transaction.meta(key);
    }

    @Override
    public List<String> metaKeys() {
      return transaction.metaKeys();
    }
  }
}
