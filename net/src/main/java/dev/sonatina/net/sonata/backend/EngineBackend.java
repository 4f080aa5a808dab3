package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.ScriptVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database of the engine as a Sonata backend: type {@code unqlite}, and ours. */
final class EngineBackend implements Backend {

  private final Database database;
  private final RecordErrors recordErrors = new RecordErrors();
  private final boolean objectsOnly;
  private final Runnable remove;

  /**
   * A backend that owns the database.
   *
   * @param objectsOnly whether records that are no objects are refused, as the original's {@code
   *     bypass} did
   * @param remove removes what the closed database left on disk
   */
  EngineBackend(Database database, boolean objectsOnly, Runnable remove) {
    this.database = database;
    this.objectsOnly = objectsOnly;
    this.remove = remove;
  }

  @Override
  public void createCollection(String collection) {
    database.createCollection(collection);
  }

  @Override
  public boolean hasCollection(String collection) {
    return database.hasCollection(collection);
  }

  @Override
  public void dropCollection(String collection) {
    database.dropCollection(collection);
  }

  @Override
  public long store(String collection, NewRecord record) {
    if (objectsOnly && !record.looksLikeObject()) {
      throw new BackendFault(ErrorTexts.RECORD_NOT_OBJECT);
    }
    try {
      return database.collection(collection).store(record.text(), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw recordErrors.inOriginalWords(e, List.of(record), false);
    }
  }

  @Override
  public long[] storeMulti(String collection, List<NewRecord> records) {
    if (objectsOnly && !records.stream().allMatch(NewRecord::looksLikeObject)) {
      throw new BackendFault(ErrorTexts.SOME_RECORD_NOT_OBJECT);
    }
    try {
      return database.collection(collection).storeAllBytes(texts(records), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw recordErrors.inOriginalWords(e, records, true);
    }
  }

  private static List<byte[]> texts(List<NewRecord> records) {
    return records.stream().map(NewRecord::text).toList();
  }

  @Override
  public byte[] fetch(String collection, long id) {
    Optional<Record> found = database.collection(collection).find(id);
    return found.orElseThrow(() -> new BackendFault(ErrorTexts.RECORD_MISSING)).jsonBytes();
  }

  @Override
  public void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink) {
    for (Optional<Record> found : database.collection(collection).findAll(ids)) {
      sink.accept(found.isPresent() ? found.get().jsonBytes() : null);
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    FilterRequest request = FilterRequest.of(function).cancellation(cancellation);
    copy(database.collection(collection).filter(request), sink);
  }

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    copy(database.collection(collection).all(), sink);
  }

  private static void copy(Records records, RecordSink sink) {
    try (records) {
      for (Record record : records) {
        sink.accept(record.jsonBytes());
      }
    }
  }

  /** A missing record is refused with the whole error log, which ends with that. */
  @Override
  public void update(String collection, long id, NewRecord record) {
    try {
      database.collection(collection).update(id, record.text(), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw e.code() == ErrorCode.NO_SUCH_RECORD
          ? new BackendFault(database.errorLog())
          : recordErrors.inOriginalWords(e, List.of(record), false);
    }
  }

  @Override
  public boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records) {
    if (ids.length != records.size()) {
      throw new BackendFault(ErrorTexts.IDS_AND_RECORDS_DIFFER);
    }
    try {
      return database
          .collection(collection)
          .updateAllBytes(ids, texts(records), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw recordErrors.inOriginalWords(e, records, true);
    }
  }

  @Override
  public void erase(String collection, long id) {
    eraseMulti(collection, new long[] {id});
  }

  @Override
  public void eraseMulti(String collection, long[] ids) {
    try {
      database.collection(collection).eraseAll(ids, Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw e.code() == ErrorCode.NO_SUCH_RECORD ? new BackendFault(ErrorTexts.ERASE_FAILED) : e;
    }
  }

  @Override
  public long size(String collection) {
    return database.collection(collection).size();
  }

  /** An empty collection has no last id; the original refused then, with a text that varied. */
  @Override
  public long lastId(String collection) {
    return database
        .collection(collection)
        .lastId()
        .orElseThrow(() -> new BackendFault(ErrorTexts.EMPTY_COLLECTION));
  }

  @Override
  public Map<String, byte[]> execute(
      String code, List<String> variables, Cancellation cancellation) {
    ScriptResult result =
        database.execute(
            ScriptRequest.of(code)
                .want(variables.toArray(String[]::new))
                .cancellation(cancellation));
    Map<String, byte[]> texts = new LinkedHashMap<>();
    for (String variable : variables) {
      texts.put(variable, textOf(result, variable));
    }
    return texts;
  }

  private static byte[] textOf(ScriptResult result, String variable) {
    ScriptVariable value = result.variables().get(variable);
    return value == null ? new byte[0] : value.textBytes();
  }

  @Override
  public void commit() {
    database.commit();
  }

  @Override
  public void close() {
    database.close();
  }

  @Override
  public void destroy() {
    database.close();
    remove.run();
  }
}
