package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
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
import java.util.function.Supplier;

/** A database of the engine as a Sonata backend: type {@code unqlite}, and ours. */
final class EngineBackend implements Backend {

  private final Database database;
  private final CompileErrors errors = new CompileErrors();
  private final boolean objectsOnly;
  private final DatabaseFiles files;

  /**
   * A backend that owns the database and its files.
   *
   * @param objectsOnly whether records that are no objects are refused, as the original's {@code
   *     bypass} did
   */
  EngineBackend(Database database, boolean objectsOnly, DatabaseFiles files) {
    this.database = database;
    this.objectsOnly = objectsOnly;
    this.files = files;
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
  public String openText(String collection, boolean exists) {
    return ErrorTexts.collectionProbe(collection);
  }

  @Override
  public void dropCollection(String collection) {
    collection(collection);
    database.dropCollection(collection);
  }

  /** The collection; if it is missing, what else is wrong counts first. */
  private Collection collection(String name, Supplier<Optional<BackendFault>> otherFault) {
    if (!database.hasCollection(name)) {
      throw otherFault.get().orElseGet(() -> new BackendFault(ErrorTexts.COLLECTION_MISSING));
    }
    return database.collection(name);
  }

  private Collection collection(String name) {
    return collection(name, Optional::empty);
  }

  @Override
  public long store(String collection, NewRecord record) {
    if (objectsOnly && !record.looksLikeObject()) {
      throw new BackendFault(ErrorTexts.RECORD_NOT_OBJECT);
    }
    Collection found = collection(collection, () -> errors.ofRecord(record));
    try {
      return found.store(record.text(), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw CompileErrors.inOriginalWords(e, errors.ofRecord(record));
    }
  }

  @Override
  public long[] storeMulti(String collection, List<NewRecord> records) {
    if (objectsOnly && !records.stream().allMatch(NewRecord::looksLikeObject)) {
      throw new BackendFault(ErrorTexts.SOME_RECORD_NOT_OBJECT);
    }
    Collection found = collection(collection, () -> errors.ofRecords(records));
    try {
      return found.storeAllBytes(texts(records), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw CompileErrors.inOriginalWords(e, errors.ofRecords(records));
    }
  }

  private static List<byte[]> texts(List<NewRecord> records) {
    return records.stream().map(NewRecord::text).toList();
  }

  @Override
  public void fetch(String collection, long id, RecordForm form, RecordSink sink) {
    Optional<Record> found = collection(collection).find(id);
    Record record = found.orElseThrow(() -> new BackendFault(ErrorTexts.RECORD_MISSING));
    sink.acceptText(record.jsonBuffer());
  }

  @Override
  public void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink) {
    for (Optional<Record> found : collection(collection).findAll(ids)) {
      if (found.isPresent()) {
        sink.acceptText(found.get().jsonBuffer());
      } else {
        sink.accept(null);
      }
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    FilterRequest request = FilterRequest.of(function).cancellation(cancellation);
    Collection found = collection(collection, () -> errors.ofFilter(function));
    copy(found.filter(request), sink);
  }

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    copy(collection(collection).all(), sink);
  }

  private static void copy(Records records, RecordSink sink) {
    try (records) {
      for (Record record : records) {
        sink.acceptText(record.jsonBuffer());
      }
    }
  }

  /** A missing record is refused with the whole error log, which ends with that. */
  @Override
  public void update(String collection, long id, NewRecord record) {
    Collection found = collection(collection, () -> errors.ofRecord(record));
    try {
      found.update(id, record.text(), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw e.code() == ErrorCode.NO_SUCH_RECORD
          ? new BackendFault(database.errorLog())
          : CompileErrors.inOriginalWords(e, errors.ofRecord(record));
    }
  }

  @Override
  public boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records) {
    if (ids.length != records.size()) {
      throw new BackendFault(ErrorTexts.IDS_AND_RECORDS_DIFFER);
    }
    Collection found = collection(collection, () -> errors.ofRecords(records));
    try {
      return found.updateAllBytes(ids, texts(records), Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw CompileErrors.inOriginalWords(e, errors.ofRecords(records));
    }
  }

  @Override
  public void erase(String collection, long id) {
    eraseMulti(collection, new long[] {id});
  }

  @Override
  public void eraseMulti(String collection, long[] ids) {
    try {
      collection(collection).eraseAll(ids, Durability.DEFERRED);
    } catch (DatabaseException e) {
      throw e.code() == ErrorCode.NO_SUCH_RECORD ? new BackendFault(ErrorTexts.ERASE_FAILED) : e;
    }
  }

  @Override
  public long size(String collection) {
    return collection(collection).size();
  }

  /** An empty collection has no last id, and is refused with the error log. */
  @Override
  public long lastId(String collection) {
    return collection(collection).lastId().orElseThrow(() -> new BackendFault(database.errorLog()));
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
  public void committed() {
    files.committed();
  }

  @Override
  public void close() {
    files.close();
  }

  @Override
  public void destroy() {
    files.destroy();
  }
}
