package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import java.util.ArrayList;
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

  private final Map<String, List<@Nullable R>> collections = new HashMap<>();

  /** What a record that a client sent says; may refuse it. */
  abstract R read(NewRecord record);

  /** Refuses what must not be stored alone, although it may be among several. */
  void checkStoredAlone(R record) {}

  /** What is kept of a record at this place, null when that is nothing. */
  abstract @Nullable R kept(R record, long id);

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
    if (collections.putIfAbsent(collection, new ArrayList<>()) != null) {
      throw new BackendFault(ErrorTexts.COLLECTION_EXISTS);
    }
  }

  @Override
  public synchronized boolean hasCollection(String collection) {
    return collections.containsKey(collection);
  }

  @Override
  public synchronized void dropCollection(String collection) {
    if (collections.remove(collection) == null) {
      throw new BackendFault(ErrorTexts.COLLECTION_MISSING);
    }
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
    long id = records.size();
    records.add(kept(record, id));
    return id;
  }

  @Override
  public synchronized long[] storeMulti(String collection, List<NewRecord> newRecords) {
    List<R> read = newRecords.stream().map(this::read).toList();
    List<@Nullable R> records = records(collection);
    long[] ids = new long[read.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = records.size();
      records.add(kept(read.get(i), ids[i]));
    }
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
    records.set((int) id, kept(record, id));
  }

  @Override
  public synchronized boolean[] updateMulti(
      String collection, long[] ids, List<NewRecord> newRecords) {
    List<@Nullable R> records = records(collection);
    boolean[] done = new boolean[ids.length];
    for (int i = 0; i < Math.min(ids.length, newRecords.size()); i++) {
      long id = ids[i];
      NewRecord record = newRecords.get(i);
      done[i] = isPlace(id, records) && isReplaceable(records.get((int) id), record);
      if (done[i]) {
        records.set((int) id, kept(read(record), id));
      }
    }
    return done;
  }

  @Override
  public synchronized void erase(String collection, long id) {
    List<@Nullable R> records = records(collection);
    checkPlace(id, records, ErrorTexts.INVALID_ID);
    if (records.set((int) id, null) == null && refusesSecondErase()) {
      throw new BackendFault(ErrorTexts.ALREADY_ERASED);
    }
  }

  /** Passes over ids without a record. */
  @Override
  public synchronized void eraseMulti(String collection, long[] ids) {
    List<@Nullable R> records = records(collection);
    for (long id : ids) {
      if (isPlace(id, records)) {
        records.set((int) id, null);
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
  }

  @Override
  public void destroy() {
    close();
  }
}
