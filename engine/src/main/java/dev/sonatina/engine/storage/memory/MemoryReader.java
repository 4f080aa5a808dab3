package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.StoreReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reading half of snapshots and transactions, over the state that each of them names. */
abstract class MemoryReader implements StoreReader {

  /** The state to read; fails if the reader has been closed. */
  abstract MemoryState state();

  @Override
  public final List<CollectionInfo> collections() {
    return state().collections().values().stream().map(MemoryCollection::info).toList();
  }

  @Override
  public final @Nullable CollectionInfo collection(String name) {
    for (MemoryCollection collection : state().collections().values()) {
      if (collection.info().name().equals(name)) {
        return collection.info();
      }
    }
    return null;
  }

  @Override
  public final @Nullable CollectionInfo collection(int collection) {
    MemoryCollection found = state().collections().get(collection);
    return found == null ? null : found.info();
  }

  @Override
  public final boolean read(int collection, long id, RecordView view) {
    MemoryCollection found = state().collections().get(collection);
    ByteBuffer record = found == null || id < 0 ? null : found.records().get(id);
    if (record == null) {
      return false;
    }
    view.pointTo(record, 0, record.capacity());
    return true;
  }

  @Override
  public final RecordCursor scan(int collection, long fromId, long toId) {
    MemoryCollection found = state().collections().get(collection);
    long end = found == null ? 0 : Math.min(toId, found.info().nextId());
    return new Cursor(found, Math.max(0, fromId), end);
  }

  @Override
  public final int keyLimit() {
    return state().keys().isEmpty() ? 0 : state().keys().lastKey() + 1;
  }

  @Override
  public final byte @Nullable [] key(int keyId) {
    return state().keys().get(keyId);
  }

  @Override
  public final byte @Nullable [] meta(String key) {
    return state().meta().get(key);
  }

  @Override
  public final List<String> metaKeys() {
    return List.copyOf(state().meta().keySet());
  }

  private final class Cursor implements RecordCursor {
    private final int collection;
    private final @Nullable RecordTree records;
    private final long end;
    private long next;
    private long id = -1;

    Cursor(@Nullable MemoryCollection collection, long start, long end) {
      this.collection = collection == null ? -1 : collection.info().number();
      this.records = collection == null ? null : collection.records();
      this.next = start;
      this.end = end;
    }

    @Override
    public boolean next(RecordView view) {
      while (records != null && (next = records.nextInNode(next)) < end) {
        id = next++;
        if (read(collection, id, view)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public void close() {
      next = end;
    }
  }
}
