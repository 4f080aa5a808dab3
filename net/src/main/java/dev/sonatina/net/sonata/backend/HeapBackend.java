package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.HeapBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the types {@code jsoncpp} and {@code vector} have in common: named lists of records on the
 * heap, an id being a place in the list, with null where a record was erased. They know no scripts,
 * take any configuration, and are gone when closed.
 *
 * @param <R> what is kept of a record
 */
abstract class HeapBackend<R> implements Backend {

  /** What a collection takes besides its name and its records. */
  private static final int COLLECTION_BYTES = 256;

  /** What a place in a list takes, also one without a record. */
  private static final int PLACE_BYTES = 16;

  private final Map<String, List<@Nullable R>> collections = new HashMap<>();
  private final HeapBudget.Share heapShare;

  HeapBackend(HeapBudget heapBudget) {
    heapShare = heapBudget.share();
  }

  /** What a record that a client sent says; may refuse it. */
  abstract R read(NewRecord record);

  /** Refuses what must not be stored alone, although it may be among several. */
  void checkStoredAlone(R record) {}

  /** What is kept of a record at this place, null when that is nothing. */
  abstract @Nullable R kept(R record, long id);

  /** What a record takes on the heap, in bytes. */
  abstract long heapBytes(R record);

  /** Whether one of several updates is carried out, given what is there now. */
  abstract boolean isReplaceable(@Nullable R current, NewRecord record);

  abstract void hand(R record, RecordForm form, RecordSink sink);

  /** Hands over what stands for an id without a record when several are fetched. */
  abstract void handMissing(boolean wasErased, RecordForm form, RecordSink sink);

  abstract String updateOutOfRange();

  abstract String noFilter();

  abstract boolean refusesSecondErase();

  private List<@Nullable R> records(String collection) {
    List<@Nullable R> records = collections.get(collection);
    if (records == null) {
      throw new BackendFault(ErrorTexts.COLLECTION_MISSING);
    }
    return records;
  }

  private static boolean isPlace(long id, List<?> records) {
    return id >= 0 && id < records.size();
  }

  private static void checkPlace(long id, List<?> records, String outOfRange) {
    if (!isPlace(id, records)) {
      throw new BackendFault(outOfRange);
    }
  }

  @Override
  public synchronized void createCollection(String collection) {
    if (collections.containsKey(collection)) {
      throw new BackendFault(ErrorTexts.COLLECTION_EXISTS);
    }
    heapShare.change(collectionBytes(collection));
    collections.put(collection, new ArrayList<>());
  }

  @Override
  public synchronized boolean hasCollection(String collection) {
    return collections.containsKey(collection);
  }

  @Override
  public synchronized void dropCollection(String collection) {
    List<@Nullable R> dropped = records(collection);
    long bytes = collectionBytes(collection);
    for (R record : dropped) {
      bytes += bytes(record);
    }
    collections.remove(collection);
    heapShare.change(-bytes);
  }

  private static long collectionBytes(String name) {
    return COLLECTION_BYTES + HeapBytes.of(name);
  }

  private long bytes(@Nullable R record) {
    return PLACE_BYTES + (record == null ? 0 : heapBytes(record));
  }

  @Override
  public String notArrayText() {
    return ErrorTexts.JSON_NOT_ARRAY;
  }

  @Override
  public synchronized long store(String collection, NewRecord newRecord) {
    R record = read(newRecord);
    List<@Nullable R> records = records(collection);
    checkStoredAlone(record);
    return add(records, List.of(record))[0];
  }

  @Override
  public synchronized long[] storeMulti(String collection, List<NewRecord> newRecords) {
    List<R> read = newRecords.stream().map(this::read).toList();
    return add(records(collection), read);
  }

  private long[] add(List<@Nullable R> records, List<R> added) {
    List<@Nullable R> kept = new ArrayList<>();
    long[] ids = new long[added.size()];
    long growth = 0;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = records.size() + (long) i;
      R record = kept(added.get(i), ids[i]);
      kept.add(record);
      growth += bytes(record);
    }
    heapShare.change(growth);
    records.addAll(kept);
    return ids;
  }

  @Override
  public synchronized void fetch(String collection, long id, RecordForm form, RecordSink sink) {
    List<@Nullable R> records = records(collection);
    checkPlace(id, records, ErrorTexts.ID_OUT_OF_RANGE);
    R record = records.get((int) id);
    if (record == null) {
      throw new BackendFault(ErrorTexts.RECORD_ERASED);
    }
    hand(record, form, sink);
  }

  @Override
  public synchronized void fetchMulti(
      String collection, long[] ids, RecordForm form, RecordSink sink) {
    List<@Nullable R> records = records(collection);
    for (long id : ids) {
      R record = isPlace(id, records) ? records.get((int) id) : null;
      if (record == null) {
        handMissing(isPlace(id, records), form, sink);
      } else {
        hand(record, form, sink);
      }
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    throw new BackendFault(noFilter());
  }

  /** The records by id, null for erased ones. */
  final synchronized List<@Nullable R> snapshot(String collection) {
    return new ArrayList<>(records(collection));
  }

  /** An erased record comes to life again. */
  @Override
  public synchronized void update(String collection, long id, NewRecord newRecord) {
    R record = read(newRecord);
    List<@Nullable R> records = records(collection);
    checkPlace(id, records, updateOutOfRange());
    replaceAll(records, Collections.singletonMap((int) id, kept(record, id)));
  }

  @Override
  public synchronized boolean[] updateMulti(
      String collection, long[] ids, List<NewRecord> newRecords) {
    List<@Nullable R> records = records(collection);
    boolean[] done = new boolean[ids.length];
    Map<Integer, @Nullable R> changes = new HashMap<>();
    for (int i = 0; i < Math.min(ids.length, newRecords.size()); i++) {
      long id = ids[i];
      NewRecord record = newRecords.get(i);
      done[i] = isPlace(id, records) && isReplaceable(current(records, changes, (int) id), record);
      if (done[i]) {
        changes.put((int) id, kept(read(record), id));
      }
    }
    replaceAll(records, changes);
    return done;
  }

  private static <R> @Nullable R current(
      List<@Nullable R> records, Map<Integer, @Nullable R> changes, int place) {
    return changes.containsKey(place) ? changes.get(place) : records.get(place);
  }

  private void replaceAll(List<@Nullable R> records, Map<Integer, @Nullable R> changes) {
    long growth = 0;
    for (Map.Entry<Integer, @Nullable R> change : changes.entrySet()) {
      growth += bytes(change.getValue()) - bytes(records.get(change.getKey()));
    }
    heapShare.change(growth);
    changes.forEach(records::set);
  }

  @Override
  public synchronized void erase(String collection, long id) {
    List<@Nullable R> records = records(collection);
    checkPlace(id, records, ErrorTexts.INVALID_ID);
    if (records.get((int) id) == null && refusesSecondErase()) {
      throw new BackendFault(ErrorTexts.ALREADY_ERASED);
    }
    replaceAll(records, Collections.singletonMap((int) id, null));
  }

  /** Passes over ids without a record. */
  @Override
  public synchronized void eraseMulti(String collection, long[] ids) {
    List<@Nullable R> records = records(collection);
    for (long id : ids) {
      if (isPlace(id, records)) {
        replaceAll(records, Collections.singletonMap((int) id, null));
      }
    }
  }

  @Override
  public synchronized long size(String collection) {
    return records(collection).stream().filter(record -> record != null).count();
  }

  @Override
  public synchronized long lastId(String collection) {
    int count = records(collection).size();
    if (count == 0) {
      throw new BackendFault(ErrorTexts.EMPTY_COLLECTION);
    }
    return count - 1L;
  }

  /** The original's text, which names {@code jsoncpp} for both types. */
  @Override
  public Map<String, byte[]> execute(
      String code, List<String> variables, Cancellation cancellation) {
    throw new BackendFault(ErrorTexts.JSONCPP_NO_EXECUTE);
  }

  @Override
  public void commit() {}

  @Override
  public synchronized void close() {
    collections.clear();
    heapShare.close();
  }

  @Override
  public void destroy() {
    close();
  }
}
