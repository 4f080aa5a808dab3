package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Type {@code jsoncpp}: JSON values on the heap, without scripts. Gone when it is closed. */
final class JsonCppBackend implements Backend {

  static final BackendFactory FACTORY =
      new BackendFactory() {
        @Override
        public Backend create(String name, BackendConfig config) {
          return new JsonCppBackend();
        }

        @Override
        public Backend attach(String name, BackendConfig config) {
          return new JsonCppBackend();
        }
      };

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final HeapCollections<JsonValue> collections = new HeapCollections<>();

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
    JsonValue value = record.json();
    List<@Nullable JsonValue> records = collections.get(collection);
    if (!(value instanceof ObjectValue)) {
      throw new BackendFault(ErrorTexts.JSON_NOT_OBJECT);
    }
    long id = records.size();
    records.add(withId(value, id));
    return id;
  }

  @Override
  public synchronized long[] storeMulti(String collection, List<NewRecord> newRecords) {
    List<JsonValue> values = newRecords.stream().map(NewRecord::json).toList();
    List<@Nullable JsonValue> records = collections.get(collection);
    long firstId = records.size();
    List<JsonValue> added = new ArrayList<>();
    for (JsonValue value : values) {
      added.add(withId(value, firstId + added.size()));
    }
    records.addAll(added);
    long[] ids = new long[added.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = firstId + i;
    }
    return ids;
  }

  private static JsonValue withId(JsonValue value, long id) {
    return value instanceof ObjectValue object
        ? object.with("__id", JsonValue.unsigned(id))
        : value;
  }

  private static byte[] text(JsonValue value) {
    return JsonWriter.writeSorted(value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized byte[] fetch(String collection, long id) {
    JsonValue value = collections.at(collection, id, ErrorTexts.ID_OUT_OF_RANGE);
    if (value == null) {
      throw new BackendFault(ErrorTexts.RECORD_ERASED);
    }
    return text(value);
  }

  /** Ids that never were are left out; erased ones are the text {@code null}. */
  @Override
  public synchronized void fetchMulti(
      String collection, long[] ids, RecordForm form, RecordSink sink) {
    List<@Nullable JsonValue> records = collections.get(collection);
    for (long id : ids) {
      if (id >= 0 && id < records.size()) {
        JsonValue value = records.get((int) id);
        sink.accept(value == null ? NULL : text(value));
      }
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    throw new BackendFault(ErrorTexts.JSONCPP_NO_FILTER);
  }

  @Override
  public synchronized void all(String collection, RecordForm form, RecordSink sink) {
    for (JsonValue value : collections.get(collection)) {
      if (value != null) {
        sink.accept(text(value));
      } else if (form == RecordForm.JSON) {
        sink.accept(null);
      }
    }
  }

  /** An erased record comes to life again. */
  @Override
  public synchronized void update(String collection, long id, NewRecord record) {
    JsonValue value = record.json();
    collections.at(collection, id, ErrorTexts.ID_OUT_OF_RANGE);
    collections.get(collection).set((int) id, withId(value, id));
  }

  @Override
  public synchronized boolean[] updateMulti(
      String collection, long[] ids, List<NewRecord> newRecords) {
    List<@Nullable JsonValue> records = collections.get(collection);
    boolean[] done = new boolean[Math.min(ids.length, newRecords.size())];
    for (int i = 0; i < done.length; i++) {
      long id = ids[i];
      done[i] = id >= 0 && id < records.size() && records.get((int) id) != null;
      if (done[i]) {
        records.set((int) id, withId(newRecords.get(i).json(), id));
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
