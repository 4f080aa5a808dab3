package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.HeapGrowth;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.StoreArguments;
import dev.sonatina.engine.storage.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open transaction of a {@link LogStore}. Each change becomes an entry in the {@link
 * LogWriter}'s frame and, at once, a change in the {@link StateEditor}'s next state; commit writes
 * the one and publishes the other.
 */
final class LogTransaction implements Transaction {

  private static final byte[] NOTHING = new byte[0];

  /** What the index keeps of a record, mostly. */
  private static final int SLOT_BYTES = 3;

  private final LogStore store;
  private final LogWriter writer;
  private final LogState before;
  private final StateEditor editor;
  private final HeapGrowth heapGrowth = new HeapGrowth();
  private @Nullable StorageException failure;

  /** Stays true when a change reaches the log's frame and not the editor, for lack of memory. */
  private boolean isChanging;

  private volatile boolean ended;

  LogTransaction(LogStore store, LogWriter writer, LogState before) {
    this.store = store;
    this.writer = writer;
    this.before = before;
    this.editor = new StateEditor(before);
    writer.begin(before);
  }

  @Override
  public synchronized int createCollection(String name) {
    return createCollection(name, store.options().clock().millis());
  }

  @Override
  public synchronized int createCollection(String name, long createdMillis) {
    if (collection(name) != null) {
      throw StoreArguments.collectionExists(name);
    }
    int number = editor.nextCollection();
    restoreCollection(number, name, createdMillis);
    return number;
  }

  /** Creates a collection with the number it had elsewhere, which must be greater than all here. */
  synchronized void restoreCollection(int number, String name, long createdMillis) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    add(LogFormat.ENTRY_CREATE, number, createdMillis, bytes, 0, bytes.length);
    editor.create(number, name, createdMillis);
    changed();
    heapGrowth.addCollection(name);
  }

  @Override
  public synchronized void dropCollection(int collection) {
    CollectionEditor target = target(collection);
    add(LogFormat.ENTRY_DROP, collection, 0, NOTHING, 0, 0);
    target.drop();
    changed();
    heapGrowth.removeCollection(target.name(), SLOT_BYTES * target.nextId());
  }

  @Override
  public synchronized long append(int collection, byte[] buffer, int offset, int length) {
    CollectionEditor target = target(collection);
    StoreArguments.checkRecord(buffer, offset, length);
    long id = target.nextId();
    long position = add(LogFormat.ENTRY_RECORD, collection, id, buffer, offset, length);
    target.add(id, position, LogFormat.ENTRY_HEADER_LENGTH + length);
    changed();
    heapGrowth.addRecords(SLOT_BYTES);
    return id;
  }

  @Override
  public synchronized void skipIds(int collection, long nextId) {
    CollectionEditor target = target(collection);
    if (nextId > target.nextId()) {
      add(LogFormat.ENTRY_NEXT_ID, collection, nextId, NOTHING, 0, 0);
      target.raiseNextId(nextId);
      changed();
    }
  }

  @Override
  public synchronized boolean replace(
      int collection, long id, byte[] buffer, int offset, int length) {
    CollectionEditor target = target(collection);
    StoreArguments.checkRecord(buffer, offset, length);
    long old = position(target, id);
    if (old == 0) {
      return false;
    }
    int oldLength = entryLength(old);
    long position = add(LogFormat.ENTRY_RECORD, collection, id, buffer, offset, length);
    target.replace(id, position, LogFormat.ENTRY_HEADER_LENGTH + length, old, oldLength);
    changed();
    return true;
  }

  @Override
  public synchronized boolean erase(int collection, long id) {
    CollectionEditor target = target(collection);
    long old = position(target, id);
    if (old == 0) {
      return false;
    }
    int oldLength = entryLength(old);
    add(LogFormat.ENTRY_ERASE, collection, id, NOTHING, 0, 0);
    target.erase(id, old, oldLength);
    changed();
    return true;
  }

  @Override
  public synchronized void putMeta(String key, byte[] value) {
    checkOpen();
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    StoreArguments.checkMeta(name, value);
    byte[] payload = Catalog.joined(name, value);
    add(LogFormat.ENTRY_META, name.length, 0, payload, 0, payload.length);
    heapGrowth.putMeta(key, editor.meta().get(key), value);
    editor.putMeta(key, value.clone());
    changed();
  }

  @Override
  public synchronized boolean removeMeta(String key) {
    checkOpen();
    if (!editor.meta().containsKey(key)) {
      return false;
    }
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    add(LogFormat.ENTRY_META_REMOVED, name.length, 0, name, 0, name.length);
    heapGrowth.putMeta(key, editor.meta().get(key), null);
    editor.removeMeta(key);
    changed();
    return true;
  }

  @Override
  public synchronized void addKey(int keyId, byte[] name) {
    checkOpen();
    StoreArguments.checkKey(keyId, name);
    byte[] present = editor.key(keyId);
    if (present == null) {
      add(LogFormat.ENTRY_KEY, keyId, 0, name, 0, name.length);
      editor.addKey(keyId, name.clone());
      changed();
      heapGrowth.addMemberName(name);
    } else if (!Arrays.equals(present, name)) {
      throw StoreArguments.keyTaken(keyId);
    }
  }

  /**
   * Appends a record once more, if it is still the one at a position. Its bytes must have been
   * checked.
   */
  synchronized void move(
      int collection, long id, long position, ByteBuffer bytes, int payload, int length) {
    CollectionEditor target = editor.find(collection);
    if (target != null && position(target, id) == position) {
      byte[] record = new byte[length];
      bytes.get(payload, record);
      long newPosition = add(LogFormat.ENTRY_RECORD, collection, id, record, 0, length);
      int entryLength = LogFormat.ENTRY_HEADER_LENGTH + length;
      target.replace(id, newPosition, entryLength, position, entryLength);
      changed();
    }
  }

  @Override
  public synchronized long heapGrowth() {
    return heapGrowth.bytes();
  }

  /**
   * Adds an entry; a failure ends all further changes. Whoever has also put the change into the
   * editor says so by {@link #changed}.
   */
  private long add(int kind, int number, long id, byte[] payload, int offset, int length) {
    checkWhole();
    isChanging = true;
    try {
      return writer.add(kind, number, id, payload, offset, length);
    } catch (StorageException e) {
      failure = e;
      throw e;
    }
  }

  private void changed() {
    isChanging = false;
  }

  private void checkWhole() {
    if (failure != null) {
      throw failure;
    }
    if (isChanging) {
      throw new IllegalStateException(
          "an error cut off a change: the transaction can only be rolled back");
    }
  }

  @Override
  public synchronized void commit(boolean durable) {
    checkOpen();
    boolean done = false;
    long position = before.end();
    try {
      checkWhole();
      if (writer.hasEntries()) {
        // Made before it counts in the log: there may be no memory for it afterwards.
        LogState after = editor.done(writer.sequence(), writer.prepareCommit());
        position = after.end();
        writer.commit(durable);
        done = true;
        store.publish(after);
      }
      done = true;
    } finally {
      if (done) {
        end();
      } else {
        close();
      }
    }
    store.afterCommit(position, durable);
  }

  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    boolean done = false;
    try {
      store.publishRollBack(writer.rollBack(editor.undo()));
      done = true;
    } finally {
      if (!done) {
        store.giveUp();
      }
      end();
    }
  }

  private void end() {
    ended = true;
    store.releaseWriter(this);
  }

  /** Ends the transaction from outside, because the store closes. */
  synchronized void abandon() {
    ended = true;
  }

  private void checkOpen() {
    if (ended) {
      store.checkOpen();
      throw new IllegalStateException("the transaction has ended");
    }
  }

  private CollectionEditor target(int collection) {
    checkOpen();
    CollectionEditor target = editor.find(collection);
    if (target == null) {
      throw StoreArguments.noSuchCollection(collection);
    }
    return target;
  }

  /** Where a record lies, or 0. */
  private static long position(CollectionEditor collection, long id) {
    return id < 0 || id >= collection.nextId() ? 0 : collection.index().get(id) & ~IdIndex.CHECKED;
  }

  private int entryLength(long position) {
    ByteBuffer bytes = writer.bytes(position);
    if (bytes == null) {
      throw new IllegalStateException("no segment " + Position.segment(position));
    }
    return writer.isPending(position)
        ? RecordLocator.entryLength(bytes, writer.offset(position))
        : RecordLocator.storedEntryLength(writer.segments(), bytes, position);
  }

  @Override
  public synchronized void confirmReads() {
    try {
      MappedReads.settle();
    } catch (InternalError e) {
      throw unreadable(e);
    }
  }

  @Override
  public synchronized StorageException unreadable(InternalError cause) {
    return MappedReads.unreadable(before, cause);
  }

  @Override
  public synchronized List<CollectionInfo> collections() {
    checkOpen();
    return editor.collections();
  }

  @Override
  public synchronized @Nullable CollectionInfo collection(String name) {
    for (CollectionInfo info : collections()) {
      if (info.name().equals(name)) {
        return info;
      }
    }
    return null;
  }

  @Override
  public synchronized @Nullable CollectionInfo collection(int collection) {
    checkOpen();
    CollectionEditor found = editor.find(collection);
    return found == null ? null : found.info();
  }

  @Override
  public synchronized boolean read(int collection, long id, RecordView view) {
    checkOpen();
    CollectionEditor found = editor.find(collection);
    if (found == null || id < 0 || id >= found.nextId()) {
      return false;
    }
    long slot = found.index().get(id);
    if (slot == 0) {
      return false;
    }
    long position = slot & ~IdIndex.CHECKED;
    if (writer.isPending(position)) {
      pointToPending(position, view);
    } else {
      RecordLocator.locate(writer.segments(), collection, id, slot, found.index(), view);
    }
    return true;
  }

  /** The first id from this one on where there may be a record. */
  synchronized long nextInBlock(int collection, long fromId) {
    checkOpen();
    CollectionEditor found = editor.find(collection);
    return found == null ? Long.MAX_VALUE : found.index().nextInBlock(fromId);
  }

  private void pointToPending(long position, RecordView view) {
    ByteBuffer bytes = writer.bytes(position);
    if (bytes == null) {
      throw new IllegalStateException("no frame is open");
    }
    int offset = writer.offset(position);
    int header = LogFormat.ENTRY_HEADER_LENGTH;
    view.pointTo(bytes, offset + header, RecordLocator.entryLength(bytes, offset) - header);
  }

  @Override
  public synchronized RecordCursor scan(int collection, long fromId, long toId) {
    checkOpen();
    CollectionEditor found = editor.find(collection);
    long end = found == null ? 0 : Math.min(toId, found.nextId());
    return new TransactionCursor(this, collection, Math.max(0, fromId), end);
  }

  @Override
  public synchronized int keyLimit() {
    checkOpen();
    return editor.keyLimit();
  }

  @Override
  public synchronized byte @Nullable [] key(int keyId) {
    checkOpen();
    return editor.key(keyId);
  }

  @Override
  public synchronized byte @Nullable [] meta(String key) {
    checkOpen();
    return editor.meta().get(key);
  }

  @Override
  public synchronized List<String> metaKeys() {
    checkOpen();
    return List.copyOf(editor.meta().keySet());
  }
}
