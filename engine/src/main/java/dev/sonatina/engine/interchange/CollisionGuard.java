package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.ForwardingTransaction;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
  public VerifyReport verify(Progress progress) {
    return store.verify(progress);
  }

  @Override
  public void compact(Progress progress) {
    store.compact(progress);
  }

  @Override
  public void backup(Path directory, Progress progress) {
    store.backup(directory, progress);
  }

  @Override
  public void close() {
    store.close();
  }

  private static final class GuardedTransaction extends ForwardingTransaction {

    GuardedTransaction(Transaction transaction) {
      super(transaction);
    }

    @Override
    public int createCollection(String name) {
      requireNoCollision(name);
      return super.createCollection(name);
    }

    @Override
    public int createCollection(String name, long createdMillis) {
      requireNoCollision(name);
      return super.createCollection(name, createdMillis);
    }

    private void requireNoCollision(String name) {
      List<String> others = collections().stream().map(CollectionInfo::name).toList();
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
  }
}
