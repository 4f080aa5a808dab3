package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Type {@code vector}: texts on the heap, kept as they came, without ids in them and without
 * scripts. Gone when it is closed.
 */
final class VectorBackend implements Backend {

  static final BackendFactory FACTORY =
      new BackendFactory() {
        @Override
        public Backend create(String name, BackendConfig config) {
          return new VectorBackend();
        }

        @Override
        public Backend attach(String name, BackendConfig config) {
          return new VectorBackend();
        }
      };

  private final HeapCollections<byte[]> collections = new HeapCollections<>();

  @Override
  public synchronized void createCollection(String collection) {
    collections.create(collection);
  }

  @Override
  public synchronized boolean hasCollection(String collection) {
    return collections.has(collection);
  }

  @Override
  public synchronized void dropCollection(String collection) {
    collections.drop(collection);
  }

  @Override
  public synchronized long store(String collection, NewRecord record) {
    List<byte @Nullable []> records = collections.get(collection);
    records.add(record.text());
    return records.size() - 1L;
  }

  @Override
  public synchronized long[] storeMulti(String collection, List<NewRecord> records) {
    collections.get(collection);
    long[] ids = new long[records.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = store(collection, records.get(i));
    }
    return ids;
  }

  @Override
  public synchronized byte[] fetch(String collection, long id) {
    byte[] text = collections.at(collection, id, ErrorTexts.ID_OUT_OF_RANGE);
    if (text == null) {
      throw new BackendFault(ErrorTexts.RECORD_ERASED);
    }
    return text;
  }

  @Override
  public synchronized void fetchMulti(
      String collection, long[] ids, RecordForm form, RecordSink sink) {
    List<byte @Nullable []> records = collections.get(collection);
    for (long id : ids) {
      sink.accept(id >= 0 && id < records.size() ? records.get((int) id) : null);
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    throw new BackendFault(ErrorTexts.VECTOR_NO_FILTER);
  }

  @Override
  public synchronized void all(String collection, RecordForm form, RecordSink sink) {
    for (byte[] text : collections.get(collection)) {
      if (text != null) {
        sink.accept(text);
      }
    }
  }

  /** An erased record comes to life again. */
  @Override
  public synchronized void update(String collection, long id, NewRecord record) {
    collections.at(collection, id, ErrorTexts.INVALID_ID);
    collections.get(collection).set((int) id, record.text());
  }

  @Override
  public synchronized boolean[] updateMulti(
      String collection, long[] ids, List<NewRecord> newRecords) {
    List<byte @Nullable []> records = collections.get(collection);
    boolean[] done = new boolean[Math.min(ids.length, newRecords.size())];
    for (int i = 0; i < done.length; i++) {
      long id = ids[i];
      NewRecord record = newRecords.get(i);
      boolean fits =
          !(record instanceof NewRecord.Json json) || json.value() instanceof ObjectValue;
      done[i] = fits && id >= 0 && id < records.size();
      if (done[i]) {
        records.set((int) id, record.text());
      }
    }
    return done;
  }

  @Override
  public synchronized void erase(String collection, long id) {
    collections.erase(collection, id);
  }

  @Override
  public synchronized void eraseMulti(String collection, long[] ids) {
    for (long id : ids) {
      collections.erase(collection, id);
    }
  }

  @Override
  public synchronized long size(String collection) {
    return collections.size(collection);
  }

  @Override
  public synchronized long lastId(String collection) {
    return collections.lastId(collection);
  }

  /** The original's text, which names the other backend. */
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
