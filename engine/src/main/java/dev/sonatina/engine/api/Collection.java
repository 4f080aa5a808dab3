package dev.sonatina.engine.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A named sequence of records, numbered from 0 in the order in which they were stored; an id is
 * never used twice. Safe for every thread.
 *
 * <p>A record is given as JSON text, or in the relaxed literal form of Jx9 (bare member names,
 * single quotes, trailing commas, comments, constant arithmetic). It is data: nothing in it is ever
 * executed. An object gets the member {@code __id}; any other value is stored as it is.
 *
 * <p>Every method throws {@link DatabaseException} with {@link ErrorCode#NO_SUCH_COLLECTION} once
 * the collection has been dropped, and {@link StorageException} with {@link ErrorCode#CLOSED} once
 * the database has been closed. Writes without a {@link Durability} are deferred.
 *
 * <p>A write that throws has changed nothing, but for {@link #eraseAll} as it says. Besides what is
 * said of each, writes throw {@link StorageException} with {@link ErrorCode#READ_ONLY}, {@link
 * ErrorCode#BUSY}, {@link ErrorCode#DISK_FULL} or {@link ErrorCode#IO_FAILURE}, and {@link
 * SonatinaException} with {@link ErrorCode#MEMORY_FULL}. A remote collection throws {@link
 * ErrorCode#REFUSED} for what the server's text does not tell, and {@link ErrorCode#UNAVAILABLE} or
 * {@link ErrorCode#DEADLINE_EXCEEDED}, after which nobody knows whether the write arrived.
 */
public interface Collection {

  /**
   * The highest id that a record can bring along. Whoever works through a collection passes over
   * the missing ids one after the other, so that a collection with far larger gaps would be slow.
   */
  long ID_MAX = Integer.MAX_VALUE;

  String name();

  /**
   * Stores one record and returns its id.
   *
   * @throws DatabaseException {@link ErrorCode#INVALID_RECORD} with the position in the text,
   *     {@link ErrorCode#LIMIT_EXCEEDED} by the {@link RecordLimits} of the database
   */
  long store(byte[] record, Durability durability);

  default long store(byte[] record) {
    return store(record, Durability.DEFERRED);
  }

  default long store(String record) {
    return store(record, Durability.DEFERRED);
  }

  default long store(String record, Durability durability) {
    return store(record.getBytes(StandardCharsets.UTF_8), durability);
  }

  /**
   * Stores all records or, if one of them is refused, none; returns their ids in order.
   *
   * @throws DatabaseException as {@link #store(byte[], Durability)}, naming the record by its place
   */
  long[] storeAllBytes(List<byte[]> records, Durability durability);

  default long[] storeAll(List<String> records, Durability durability) {
    return storeAllBytes(
        records.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(), durability);
  }

  default long[] storeAll(List<String> records) {
    return storeAll(records, Durability.DEFERRED);
  }

  default long[] storeAll(String... records) {
    return storeAll(Arrays.asList(records), Durability.DEFERRED);
  }

  /**
   * Stores records that come from elsewhere under the ids that they had there; the ids between them
   * are passed over, as if their records had been erased. All are stored or, if one is refused,
   * none.
   *
   * @param ids as many as records, ascending, beyond {@link #lastId} and at most {@link #ID_MAX}
   * @throws DatabaseException {@link ErrorCode#INVALID_RECORD} naming the record by its place, if
   *     there are several; an array is no record here
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} for ids that are not as they have
   *     to be, {@link ErrorCode#UNSUPPORTED} with a remote server
   */
  default void storeAllAt(long[] ids, List<byte[]> records, Durability durability) {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED,
        "storeAllAt: the protocol of a remote database has no such request (a server numbers"
            + " records itself)");
  }

  /** The record, or empty when there is none of this id. */
  Optional<Record> find(long id);

  /** The text of the record, or empty when there is none of this id. */
  default Optional<String> fetch(long id) {
    return find(id).map(Record::json);
  }

  /** The records of these ids, in the order asked for and of one moment, empty for missing ones. */
  List<Optional<Record>> findAll(long... ids);

  /** The texts of these records, in the order asked for, empty for missing ones. */
  default List<Optional<String>> fetchAll(long... ids) {
    return findAll(ids).stream().map(record -> record.map(Record::json)).toList();
  }

  /**
   * Replaces a record, which keeps its id.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_RECORD}, {@link ErrorCode#INVALID_RECORD},
   *     {@link ErrorCode#LIMIT_EXCEEDED}
   */
  void update(long id, byte[] record, Durability durability);

  default void update(long id, String record, Durability durability) {
    update(id, record.getBytes(StandardCharsets.UTF_8), durability);
  }

  default void update(long id, String record) {
    update(id, record, Durability.DEFERRED);
  }

  /**
   * Replaces those of the records that exist, as one transaction, and says for each whether it did.
   * If a text is refused, none is replaced.
   *
   * @param ids as many as records
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} if they are not as many
   * @throws DatabaseException as {@link #store(byte[], Durability)}, naming the record by its place
   */
  boolean[] updateAllBytes(long[] ids, List<byte[]> records, Durability durability);

  default boolean[] updateAll(long[] ids, List<String> records, Durability durability) {
    return updateAllBytes(
        ids,
        records.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(),
        durability);
  }

  default boolean[] updateAll(long[] ids, List<String> records) {
    return updateAll(ids, records, Durability.DEFERRED);
  }

  /**
   * Erases a record.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_RECORD}
   */
  void erase(long id, Durability durability);

  default void erase(long id) {
    erase(id, Durability.DEFERRED);
  }

  /**
   * Erases in order up to the first id without a record, as Sonata does; what was erased before it
   * stays erased. All of that is one transaction: after a crash it is erased as a whole or not.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_RECORD} for the id that stopped it
   */
  void eraseAll(long[] ids, Durability durability);

  default void eraseAll(long... ids) {
    eraseAll(ids, Durability.DEFERRED);
  }

  /** Every live record. */
  Records all();

  /**
   * The records for which the function yields something true. A text that is no function selects
   * every record.
   *
   * @throws ScriptException {@link ErrorCode#SCRIPT_SYNTAX}; while reading also {@link
   *     ErrorCode#LIMIT_EXCEEDED}, {@link ErrorCode#CANCELLED}
   */
  Records filter(FilterRequest request);

  default Records filter(String function) {
    return filter(FilterRequest.of(function));
  }

  /**
   * Runs a filter, drops what it selects, and tells how it was done.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} with a remote server
   */
  default Explanation explain(FilterRequest request) {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED,
        "explain: the protocol of a remote database has no such request (ask where the database"
            + " is)");
  }

  /**
   * Declares that filters compare the member at this path, so that its column is kept from the
   * first use on. Kept with the database. Without a declaration a column is built when filters
   * compare its path for the second time.
   *
   * @param path names of members with points between, and places in arrays in brackets: {@code
   *     event_window.exec_window[0].fid}
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} for what is no path; {@link
   *     ErrorCode#UNSUPPORTED} with a remote server
   */
  default void createColumn(String path) {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED,
        "createColumn: the protocol of a remote database has no such request"
            + " (its configuration may have \"columns\")");
  }

  /** The paths declared by {@link #createColumn}, in that order. */
  default List<String> declaredColumns() {
    return List.of();
  }

  /** The number of live records. */
  long size();

  /** The highest id ever given out, its record erased or not; empty when there was none yet. */
  OptionalLong lastId();
}
