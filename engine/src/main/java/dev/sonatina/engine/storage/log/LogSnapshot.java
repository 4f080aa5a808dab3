package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A state of the store held for reading, together with its segments. */
final class LogSnapshot implements Snapshot {

  private final LogState state;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What was read ahead goes here, so that it is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /** Needs a hold on the state's segments, which {@link #close} lets go. */
  LogSnapshot(LogState state) {
    this.state = state;
  }

  LogState state() {
    if (closed.getPlain()) {
      throw new StorageException(ErrorCode.CLOSED, "the snapshot is closed");
    }
    return state;
  }

  @Override
  public long version() {
    return state.version();
  }

  @Override
  public List<CollectionInfo> collections() {
    return state().collections().stream().map(LogCollection::info).toList();
  }

  @Override
  public @Nullable CollectionInfo collection(String name) {
    LogCollection found = state().find(name);
    return found == null ? null : found.info();
  }

  @Override
  public @Nullable CollectionInfo collection(int collection) {
    LogCollection found = state().find(collection);
    return found == null ? null : found.info();
  }

  @Override
  public boolean read(int collection, long id, RecordView view) {
    LogCollection found = state().find(collection);
    if (found == null || id < 0 || id >= found.nextId()) {
      return false;
    }
    SlotBlock block = found.index().block(id);
    if (block == null) {
      return false;
    }
    try {
      // The waits for the record and its slot overlap, where it lies about as far as expected.
      touched += RecordPrefetch.read(state.segments(), block.guess(id, state.end()));
      return read(found, block, id, view);
    } catch (InternalError e) {
      return readAgain(found, block, id, view); // It may be owed for what was only touched.
    }
  }

  private boolean readAgain(LogCollection found, SlotBlock block, long id, RecordView view) {
    try {
      return read(found, block, id, view);
    } catch (InternalError e) {
      throw unreadable(e);
    }
  }

  private boolean read(LogCollection found, SlotBlock block, long id, RecordView view) {
    long slot = block.get(id);
    if (slot == 0) {
      return false;
    }
    RecordLocator.locate(state.segments(), found.number(), id, slot, found.index(), view);
    return true;
  }

  @Override
  public long readAll(int collection, long[] ids, int from, int to, RecordView[] views) {
    LogCollection found = state().find(collection);
    if (found == null || to - from <= 1) {
      return Snapshot.super.readAll(collection, ids, from, to, views);
    }
    long[] slots = new long[to - from];
    found.index().get(ids, from, found.nextId(), slots);
    RecordPrefetch prefetch = new RecordPrefetch(slots.length);
    for (long slot : slots) {
      prefetch.add(state.segments(), slot & ~IdIndex.CHECKED);
    }
    touched += prefetch.read();
    long exists = 0;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != 0) {
        RecordLocator.locate(
            state.segments(), collection, ids[from + i], slots[i], found.index(), views[i]);
        exists |= 1L << i;
      }
    }
    return exists;
  }

  @Override
  public RecordCursor scan(int collection, long fromId, long toId) {
    LogCollection found = state().find(collection);
    return new LogCursor(this, found, fromId, toId);
  }

  @Override
  public void confirmReads() {
    try {
      MappedReads.settle();
    } catch (InternalError e) {
      throw unreadable(e);
    }
  }

  /** Looks for the place in all that the snapshot shows, which is worth its time now. */
  @Override
  public StorageException unreadable(InternalError cause) {
    return MappedReads.unreadable(state, cause);
  }

  @Override
  public int keyLimit() {
    return state().keys().limit();
  }

  @Override
  public byte @Nullable [] key(int keyId) {
    return state().keys().name(keyId);
  }

  @Override
  public byte @Nullable [] meta(String key) {
    return state().meta().get(key);
  }

  @Override
  public List<String> metaKeys() {
    return List.copyOf(state().meta().keySet());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      state.segments().release();
    }
  }
}
