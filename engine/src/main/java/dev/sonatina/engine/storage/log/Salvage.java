package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies what can still be read of a damaged store to a new one. The damaged one is not changed.
 */
final class Salvage {

  private static final int TRANSACTION_BYTES = 1 << 20;

  private final LogStore target;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private long records;
  private long lost;
  private long done;
  private long total;

  /**
   * @param target an empty store
   */
  Salvage(LogStore target, Progress progress) {
    this.target = target;
    this.progress = progress;
  }

  SalvageReport from(StoreFiles files) throws IOException {
    StoreFiles.Listing listing = files.list();
    LogState state;
    try {
      state = Recovery.run(files, listing).state();
    } catch (StorageException e) {
      notes.add(String.valueOf(e.getMessage()));
      state = new SalvageScan(files, listing, notes).run();
    }
    try {
      copy(state);
    } finally {
      state.segments().release();
    }
    target.checkpoint();
    return new SalvageReport(state.collections().size(), records, lost, notes);
  }

  private void copy(LogState state) {
    total = state.liveBytes();
    try (LogTransaction transaction = target.beginMaintenance()) {
      for (int keyId = 0; keyId < state.keys().limit(); keyId++) {
        byte[] name = state.keys().name(keyId);
        if (name != null) {
          transaction.addKey(keyId, name);
        }
      }
      state.meta().forEach(transaction::putMeta);
      transaction.commit(false);
    }
    for (LogCollection collection : state.collections()) {
      copy(collection, state);
    }
  }

  private void copy(LogCollection collection, LogState state) {
    int number = collection.number();
    long next = 0;
    boolean isNew = true;
    while (isNew || next < collection.nextId()) {
      try (LogTransaction transaction = target.beginMaintenance()) {
        if (isNew) {
          transaction.restoreCollection(number, collection.name(), collection.createdMillis());
          isNew = false;
        }
        next = copySome(collection, state, next, transaction);
        transaction.skipIds(number, next);
        transaction.commit(false);
      }
      progress.advanced(done, Math.max(done, total));
    }
  }

  /** Copies records until there are enough for a transaction; returns the id to go on with. */
  private long copySome(
      LogCollection collection, LogState state, long start, LogTransaction transaction) {
    int number = collection.number();
    IdIndex index = collection.index();
    long bytesCopied = 0;
    long id = index.nextInBlock(start);
    for (; id < collection.nextId(); id = index.nextInBlock(id + 1)) {
      if (bytesCopied > TRANSACTION_BYTES) {
        return id;
      }
      long position = index.get(id) & ~IdIndex.CHECKED;
      if (position != 0) {
        bytesCopied += copy(number, id, position, state, transaction);
      }
    }
    return collection.nextId();
  }

  private long copy(
      int number, long id, long position, LogState state, LogTransaction transaction) {
    ByteBuffer bytes = state.segments().bytes(Position.segment(position));
    int offset = Position.offset(position);
    if (bytes == null || !RecordLocator.isIntact(bytes, offset, number, id)) {
      lost++;
      notes.add("record " + id + " of collection number " + number + " is lost");
      return 0;
    }
    int length = RecordLocator.entryLength(bytes, offset) - LogFormat.ENTRY_HEADER_LENGTH;
    byte[] record = new byte[length];
    bytes.get(offset + LogFormat.ENTRY_HEADER_LENGTH, record);
    transaction.skipIds(number, id);
    transaction.append(number, record, 0, length);
    records++;
    done += LogFormat.ENTRY_HEADER_LENGTH + length;
    return length;
  }
}
