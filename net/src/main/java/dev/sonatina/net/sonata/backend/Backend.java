package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import java.util.List;
import java.util.Map;

/**
 * One database of a provider: what Sonata calls a backend.
 *
 * <p>Every method may throw {@link BackendFault} with the text for the client, or the engine's own
 * exceptions, which {@link ErrorTexts} puts into words. Writes are called one at a time, in the
 * order in which they came; everything may be called beside them, from any thread.
 *
 * <p>Nothing here syncs: an operation that the client wants committed is followed by {@link
 * #commit()}, so that many of them share one.
 */
public interface Backend extends AutoCloseable {

  void createCollection(String collection);

  boolean hasCollection(String collection);

  /** What a client is told beside the answer whether a collection exists. */
  default String openText(String collection, boolean exists) {
    return exists ? "" : ErrorTexts.COLLECTION_MISSING;
  }

  void dropCollection(String collection);

  /** Stores a record and returns its id. */
  long store(String collection, NewRecord record);

  /** Stores all of the records or none; returns as many ids as records. */
  long[] storeMulti(String collection, List<NewRecord> records);

  /** What a client is told that sends a JSON value which is no array as several records. */
  default String notArrayText() {
    return ErrorTexts.RECORDS_NOT_ARRAY;
  }

  /** Hands over one record. */
  void fetch(String collection, long id, RecordForm form, RecordSink sink);

  /** Hands over the records of these ids in the order asked for, null for missing ones. */
  void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink);

  /** Hands over the records that a Jx9 function selects, in id order. */
  void filter(String collection, String function, Cancellation cancellation, RecordSink sink);

  void all(String collection, RecordForm form, RecordSink sink);

  void update(String collection, long id, NewRecord record);

  /** Replaces records and says for each whether it did. */
  boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records);

  void erase(String collection, long id);

  /** Erases up to the first id without a record. */
  void eraseMulti(String collection, long[] ids);

  long size(String collection);

  long lastId(String collection);

  /** Runs a script and returns the variables asked for, as texts. */
  Map<String, byte[]> execute(String code, List<String> variables, Cancellation cancellation);

  /** Returns when everything acknowledged before is synced. */
  void commit();

  /**
   * Follows a {@link #commit()} that clients wait for: what was committed may now be shown to other
   * programs. Never throws, since committed it is.
   */
  default void committed() {}

  /** Commits and lets go of the database; what is stored stays. */
  @Override
  void close();

  /** Closes the database and removes what is stored. */
  void destroy();
}
