package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;

/** Copies what a snapshot shows to an empty log store, in transactions of bounded size. */
final class SnapshotCopy {

  private static final int TRANSACTION_BYTES = 1 << 20;

  private final Snapshot source;
  private final LogStore target;
  private final Progress progress;
  private final RecordView view = new RecordView();
  private long done;

  SnapshotCopy(Snapshot source, LogStore target, Progress progress) {
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  void run() {
    copyNames();
    for (CollectionInfo collection : source.collections()) {
      copy(collection);
    }
    target.checkpoint();
  }

  private void copyNames() {
    try (LogTransaction transaction = target.beginMaintenance()) {
      for (int keyId = 0; keyId < source.keyLimit(); keyId++) {
        byte[] name = source.key(keyId);
        if (name != null) {
          transaction.addKey(keyId, name);
        }
      }
      for (String key : source.metaKeys()) {
        byte[] value = source.meta(key);
        if (value != null) {
          transaction.putMeta(key, value);
        }
      }
      transaction.commit(false);
    }
  }

  private void copy(CollectionInfo collection) {
    int number = collection.number();
    long next = 0;
    boolean isNew = true;
    while (isNew || next < collection.nextId()) {
      try (LogTransaction transaction = target.beginMaintenance()) {
        if (isNew) {
          transaction.restoreCollection(number, collection.name(), collection.createdMillis());
          isNew = false;
        }
        next = copySome(collection, next, transaction);
        transaction.skipIds(number, next);
        transaction.commit(false);
      }
      progress.advanced(done, done);
    }
  }

  /** Copies records until there are enough for a transaction; returns the id to go on with. */
  private long copySome(CollectionInfo collection, long start, LogTransaction transaction) {
    int number = collection.number();
    long bytes = 0;
    try (RecordCursor cursor = source.scan(number, start, collection.nextId())) {
      while (bytes < TRANSACTION_BYTES) {
        if (!cursor.next(view)) {
          return collection.nextId();
        }
        transaction.skipIds(number, cursor.id());
        transaction.append(number, view.toBytes(), 0, view.length());
        bytes += view.length();
        done += view.length();
        start = cursor.id() + 1;
      }
    }
    return start;
  }
}
