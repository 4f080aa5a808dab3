package dev.sonatina.engine.storage;

import dev.sonatina.engine.api.StorageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands everything to another transaction; for those that add something to some operations. */
public abstract class ForwardingTransaction implements Transaction {

  private final Transaction transaction;

  protected ForwardingTransaction(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The transaction that does the work. */
  protected final Transaction inner() {
    return transaction;
  }

  @Override
  public int createCollection(String name) {
    return transaction.createCollection(name);
  }

  @Override
  public int createCollection(String name, long createdMillis) {
    return transaction.createCollection(name, createdMillis);
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
  public long heapGrowth() {
    return transaction.heapGrowth();
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
  public void confirmReads() {
    transaction.confirmReads();
  }

  @Override
  public StorageException unreadable(InternalError cause) {
    return transaction.unreadable(cause);
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
