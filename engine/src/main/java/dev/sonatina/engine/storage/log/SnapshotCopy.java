package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;

/**
 * Copies what a snapshot shows to an empty log store, in one transaction: a copy that was cut off
 * must not be taken for a smaller store.
 */
final class SnapshotCopy {

  /** Progress is told after so much. */
  private static final int STEP_BYTES = 1 << 20;

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
    try (LogTransaction transaction = target.beginMaintenance()) {
      copyNames(transaction);
      for (CollectionInfo collection : source.collections()) {
        copy(collection, transaction);
      }
      transaction.commit(true);
    }
    target.checkpoint();
  }

  private void copyNames(LogTransaction transaction) {
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
  }

  private void copy(CollectionInfo collection, LogTransaction transaction) {
    int number = collection.number();
    transaction.restoreCollection(number, collection.name(), collection.createdMillis());
    long told = done;
    try (RecordCursor cursor = source.scan(number, 0, collection.nextId())) {
      while (cursor.next(view)) {
        transaction.skipIds(number, cursor.id());
        transaction.append(number, view.toBytes(), 0, view.length());
        done += view.length();
        if (done - told >= STEP_BYTES) {
          told = done;
          progress.advanced(done, done);
        }
      }
    }
    transaction.skipIds(number, collection.nextId());
    progress.advanced(done, done);
  }
}
