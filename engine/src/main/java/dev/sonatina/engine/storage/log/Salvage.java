package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.RecordView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies what can still be read of a damaged store to a new one. The damaged one is not changed.
 */
final class Salvage {

  /** Progress is told after so much. */
  private static final int STEP_BYTES = 1 << 20;

  private final StoreFiles source;
  private final MemberNames names;
  private final Progress progress;
  private final RecordView view = new RecordView();
  private final List<String> notes = new ArrayList<>();
  private long records;
  private long lost;
  private long done;
  private long total;
  private boolean mayLackNames;
  private int namesLimit;

  /**
   * @param names is asked only if some may be lost
   */
  Salvage(StoreFiles source, MemberNames names, Progress progress) {
    this.source = source;
    this.names = names;
    this.progress = progress;
  }

  /**
   * Copies what there is.
   *
   * @param target an empty store
   */
  SalvageReport copyTo(LogStore target) {
    LogState state = state();
    try {
      copy(state, target);
    } finally {
      state.segments().release();
    }
    target.checkpoint();
    return new SalvageReport(state.collections().size(), records, lost, notes);
  }

  private LogState state() {
    try {
      StoreFiles.Listing listing = source.list();
      try {
        return Recovery.run(source, listing).state();
      } catch (StorageException | IOException e) {
        StorageErrors.throwIfOtherVersion(e);
        notes.add(String.valueOf(e.getMessage()));
        mayLackNames = true;
        return new SalvageScan(source, listing, notes).run();
      }
    } catch (IOException e) {
      throw StorageErrors.failed("list", source.directory(), e);
    }
  }

  /** In one transaction, so that a copy that was cut off is not taken for a smaller store. */
  private void copy(LogState state, LogStore target) {
    total = state.liveBytes();
    try (LogTransaction transaction = target.beginMaintenance()) {
      for (int keyId = 0; keyId < state.keys().limit(); keyId++) {
        byte[] name = state.keys().name(keyId);
        if (name != null) {
          transaction.addKey(keyId, name);
        }
      }
      state.meta().forEach(transaction::putMeta);
      for (LogCollection collection : state.collections()) {
        copy(collection, state, transaction);
      }
      substituteLostNames(transaction);
      transaction.commit(true);
    }
  }

  private void substituteLostNames(LogTransaction transaction) {
    int limit = Math.max(namesLimit, transaction.keyLimit());
    Set<String> taken = new HashSet<>();
    for (int keyId = 0; keyId < limit; keyId++) {
      byte[] name = transaction.key(keyId);
      if (name != null) {
        taken.add(new String(name, StandardCharsets.UTF_8));
      }
    }
    for (int keyId = 0; keyId < limit; keyId++) {
      if (transaction.key(keyId) == null) {
        String name = names.substitute(keyId);
        while (!taken.add(name)) {
          name += "_";
        }
        transaction.addKey(keyId, name.getBytes(StandardCharsets.UTF_8));
        notes.add("member name number " + keyId + " is lost: its members are called " + name);
      }
    }
  }

  private void copy(LogCollection collection, LogState state, LogTransaction transaction) {
    int number = collection.number();
    transaction.restoreCollection(number, collection.name(), collection.createdMillis());
    IdIndex index = collection.index();
    long told = done;
    for (long id = index.nextInBlock(0); id < collection.nextId(); id = index.nextInBlock(id + 1)) {
      long position = index.get(id) & ~IdIndex.CHECKED;
      if (position != 0) {
        copy(number, id, position, state, transaction);
      }
      if (done - told >= STEP_BYTES) {
        told = done;
        progress.advanced(done, Math.max(done, total));
      }
    }
    transaction.skipIds(number, collection.nextId());
    progress.advanced(done, Math.max(done, total));
  }

  private void copy(
      int number, long id, long position, LogState state, LogTransaction transaction) {
    ByteBuffer bytes = state.segments().bytes(Position.segment(position));
    int offset = Position.offset(position);
    if (bytes == null || !isIntact(bytes, offset, number, id)) {
      lost++;
      notes.add("record " + id + " of collection number " + number + " is lost");
      return;
    }
    int length = RecordLocator.entryLength(bytes, offset) - LogFormat.ENTRY_HEADER_LENGTH;
    if (mayLackNames) {
      view.pointTo(bytes, offset + LogFormat.ENTRY_HEADER_LENGTH, length);
      namesLimit = Math.max(namesLimit, names.limit(view));
    }
    byte[] record = new byte[length];
    bytes.get(offset + LogFormat.ENTRY_HEADER_LENGTH, record);
    transaction.skipIds(number, id);
    transaction.append(number, record, 0, length);
    records++;
    done += LogFormat.ENTRY_HEADER_LENGTH + length;
  }

  /** A record that the disk does not give is no better than a damaged one. */
  private static boolean isIntact(ByteBuffer bytes, int offset, int collection, long id) {
    try {
      return RecordLocator.isIntact(bytes, offset, collection, id);
    } catch (InternalError e) {
      return false;
    }
  }
}
