package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.unqlite.UnqliteCollection;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteRecords;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one state of an {@link UnqliteStore}. Single records are read by one thread at a time;
 * cursors have readers of their own.
 */
final class UnqliteSnapshot implements Snapshot {

  private final UnqliteStore store;
  private final List<Cursor> cursors = new ArrayList<>();

  /** For single records; opened when the first is asked for. */
  private @Nullable UnqliteFile reader;

  private @Nullable RecordEncoder encoder;
  private boolean isClosed;

  UnqliteSnapshot(UnqliteStore store) {
    this.store = store;
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public List<CollectionInfo> collections() {
    return List.copyOf(store.collections());
  }

  @Override
  public @Nullable CollectionInfo collection(String name) {
    for (CollectionInfo info : store.collections()) {
      if (info.name().equals(name)) {
        return info;
      }
    }
    return null;
  }

  @Override
  public @Nullable CollectionInfo collection(int collection) {
    return collection >= 0 && collection < store.collections().size()
        ? store.collections().get(collection)
        : null;
  }

  @Override
  public synchronized boolean read(int collection, long id, RecordView view) {
    if (collection(collection) == null) {
      return false;
    }
    UnqliteFile file = reader;
    RecordEncoder target = encoder;
    if (file == null || target == null) {
      requireOpen();
      file = store.openReader();
      target = store.newEncoder();
      reader = file;
      encoder = target;
    }
    UnqliteRecords records = file.record(file.collections().get(collection), id);
    return point(records, target, view);
  }

  @Override
  public synchronized RecordCursor scan(int collection, long fromId, long toId) {
    requireOpen();
    UnqliteFile file = store.openReader();
    UnqliteCollection scanned = file.collections().get(collection);
    Cursor cursor = new Cursor(file, file.records(scanned, fromId, toId), store.newEncoder());
    cursors.add(cursor);
    return cursor;
  }

  @Override
  public int keyLimit() {
    return store.dictionary().size();
  }

  @Override
  public byte @Nullable [] key(int keyId) {
    return keyId < keyLimit() ? store.dictionary().name(keyId) : null;
  }

  @Override
  public byte @Nullable [] meta(String key) {
    return store.meta().get(key);
  }

  @Override
  public List<String> metaKeys() {
    return store.meta().keySet().stream().sorted().toList();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    cursors.forEach(Cursor::closeFile);
    cursors.clear();
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private synchronized void forget(Cursor cursor) {
    cursors.remove(cursor);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new StorageException(ErrorCode.CLOSED, "the snapshot has been closed");
    }
  }

  /** Points a view at the next record; false if there is none. */
  private static boolean point(UnqliteRecords records, RecordEncoder encoder, RecordView view) {
    while (records.next()) {
      if (records.tell(encoder.begin())) {
        byte[] copy = Arrays.copyOf(encoder.bytes(), encoder.length());
        ByteBuffer buffer = ByteBuffer.wrap(copy).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        view.pointTo(buffer, 0, copy.length);
        return true;
      }
    }
    return false;
  }

  private final class Cursor implements RecordCursor {

    private final UnqliteFile file;
    private final UnqliteRecords records;
    private final RecordEncoder target;

    Cursor(UnqliteFile file, UnqliteRecords records, RecordEncoder target) {
      this.file = file;
      this.records = records;
      this.target = target;
    }

    @Override
    public boolean next(RecordView view) {
      return point(records, target, view);
    }

    @Override
    public long id() {
      return records.id();
    }

    @Override
    public void close() {
      closeFile();
      forget(this);
    }

    void closeFile() {
      file.close();
    }
  }
}
