package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.HeapGrowth;
import dev.sonatina.engine.storage.StoreArguments;
import dev.sonatina.engine.storage.Transaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open transaction of a {@link MemoryStore}: works on a state of its own, which commit
 * publishes. Maps are copied when they are first changed.
 */
final class MemoryTransaction extends MemoryReader implements Transaction {

  /** What a record takes besides its bytes. */
  private static final int RECORD_BYTES = 96;

  private final MemoryStore store;
  private final MemoryState before;
  private final Map<Integer, Long> droppedNextIds = new HashMap<>();
  private final HeapGrowth heapGrowth = new HeapGrowth();
  private MemoryState state;
  private boolean ended;

  MemoryTransaction(MemoryStore store, MemoryState before) {
    this.store = store;
    this.before = before;
    this.state =
        new MemoryState(
            before.version() + 1,
            before.nextNumber(),
            new TreeMap<>(before.collections()),
            before.keys(),
            before.meta());
  }

  @Override
  MemoryState state() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    return state;
  }

  @Override
  public int createCollection(String name) {
    return createCollection(name, store.clock().millis());
  }

  @Override
  public int createCollection(String name, long createdMillis) {
    if (collection(name) != null) {
      throw StoreArguments.collectionExists(name);
    }
    int number = state().nextNumber();
    CollectionInfo info = new CollectionInfo(number, name, createdMillis, 0, 0);
    state.collections().put(number, new MemoryCollection(info, RecordTree.EMPTY, 0));
    state =
        new MemoryState(
            state.version(), number + 1, state.collections(), state.keys(), state.meta());
    heapGrowth.addCollection(name);
    return number;
  }

  @Override
  public void dropCollection(int collection) {
    MemoryCollection dropped = target(collection);
    state.collections().remove(collection);
    droppedNextIds.put(collection, dropped.info().nextId());
    heapGrowth.removeCollection(
        dropped.info().name(), dropped.bytes() + RECORD_BYTES * dropped.info().count());
  }

  @Override
  public long append(int collection, byte[] buffer, int offset, int length) {
    MemoryCollection target = target(collection);
    StoreArguments.checkRecord(buffer, offset, length);
    CollectionInfo info = target.info();
    long id = info.nextId();
    RecordTree records = target.records().with(id, copy(buffer, offset, length), this);
    put(target.with(id + 1, info.count() + 1, records, target.bytes() + length));
    heapGrowth.addRecords(RECORD_BYTES + length);
    return id;
  }

  @Override
  public void skipIds(int collection, long nextId) {
    MemoryCollection target = target(collection);
    CollectionInfo info = target.info();
    if (nextId > info.nextId()) {
      put(target.with(nextId, info.count(), target.records(), target.bytes()));
    }
  }

  @Override
  public boolean replace(int collection, long id, byte[] buffer, int offset, int length) {
    MemoryCollection target = target(collection);
    StoreArguments.checkRecord(buffer, offset, length);
    ByteBuffer old = id < 0 ? null : target.records().get(id);
    if (old == null) {
      return false;
    }
    CollectionInfo info = target.info();
    RecordTree records = target.records().with(id, copy(buffer, offset, length), this);
    long bytes = target.bytes() - old.capacity() + length;
    put(target.with(info.nextId(), info.count(), records, bytes));
    heapGrowth.addRecords(length - old.capacity());
    return true;
  }

  @Override
  public boolean erase(int collection, long id) {
    MemoryCollection target = target(collection);
    ByteBuffer old = id < 0 ? null : target.records().get(id);
    if (old == null) {
      return false;
    }
    CollectionInfo info = target.info();
    RecordTree records = target.records().with(id, null, this);
    put(target.with(info.nextId(), info.count() - 1, records, target.bytes() - old.capacity()));
    heapGrowth.addRecords(-RECORD_BYTES - old.capacity());
    return true;
  }

  @Override
  public void putMeta(String key, byte[] value) {
    StoreArguments.checkMeta(key.getBytes(StandardCharsets.UTF_8), value);
    heapGrowth.putMeta(key, changedMeta().put(key, value.clone()), value);
  }

  @Override
  public boolean removeMeta(String key) {
    if (!state().meta().containsKey(key)) {
      return false;
    }
    heapGrowth.putMeta(key, changedMeta().remove(key), null);
    return true;
  }

  @Override
  public void addKey(int keyId, byte[] name) {
    StoreArguments.checkKey(keyId, name);
    byte[] present = state().keys().get(keyId);
    if (present == null) {
      changedKeys().put(keyId, name.clone());
      heapGrowth.addMemberName(name);
    } else if (!Arrays.equals(present, name)) {
      throw StoreArguments.keyTaken(keyId);
    }
  }

  @Override
  public long heapGrowth() {
    return heapGrowth.bytes();
  }

  @Override
  public void commit(boolean durable) {
    MemoryState result = state();
    ended = true;
    store.commit(result);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      store.rollBack(withIdsUsed());
    }
  }

  /** The state before, except that the ids handed out here count as used. */
  private MemoryState withIdsUsed() {
    TreeMap<Integer, MemoryCollection> kept = new TreeMap<>(before.collections());
    kept.replaceAll(
        (number, old) -> {
          MemoryCollection here = state.collections().get(number);
          Long dropped = droppedNextIds.get(number);
          CollectionInfo info = old.info();
          long nextId =
              here != null ? here.info().nextId() : dropped != null ? dropped : info.nextId();
          return old.with(nextId, info.count(), old.records(), old.bytes());
        });
    return new MemoryState(
        before.version(), before.nextNumber(), kept, before.keys(), before.meta());
  }

  private MemoryCollection target(int collection) {
    MemoryCollection target = state().collections().get(collection);
    if (target == null) {
      throw StoreArguments.noSuchCollection(collection);
    }
    return target;
  }

  private void put(MemoryCollection changed) {
    state.collections().put(changed.info().number(), changed);
  }

  private Map<Integer, byte[]> changedKeys() {
    if (state.keys() == before.keys()) {
      state =
          new MemoryState(
              state.version(),
              state.nextNumber(),
              state.collections(),
              new TreeMap<>(before.keys()),
              state.meta());
    }
    return state.keys();
  }

  private Map<String, byte[]> changedMeta() {
    if (state().meta() == before.meta()) {
      state =
          new MemoryState(
              state.version(),
              state.nextNumber(),
              state.collections(),
              state.keys(),
              new TreeMap<>(before.meta()));
    }
    return state.meta();
  }

  private static ByteBuffer copy(byte[] buffer, int offset, int length) {
    return ByteBuffer.wrap(Arrays.copyOfRange(buffer, offset, offset + length))
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
