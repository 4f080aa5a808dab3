package dev.sonatina.engine.api;

import java.nio.file.Path;
import java.util.List;

/**
 * A set of named collections of JSON records, in memory, in files, or behind a server.
 *
 * <p>Safe for every thread. Reads see a moment and are not held up by writes; writes happen one at
 * a time. {@link #close()} may be called at any time and more than once: what is running elsewhere
 * gets {@link ErrorCode#CLOSED}.
 */
public interface Database extends AutoCloseable {

  /**
   * Creates a collection, committed when this returns.
   *
   * @param name 1 to 65,535 bytes in UTF-8
   * @throws DatabaseException {@link ErrorCode#COLLECTION_EXISTS}, {@link ErrorCode#INVALID_NAME}
   */
  Collection createCollection(String name);

  /**
   * An existing collection.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_COLLECTION}
   */
  Collection collection(String name);

  boolean hasCollection(String name);

  /**
   * Drops a collection with its records, committed when this returns; a new one of the same name
   * starts at id 0 again.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_COLLECTION}
   */
  void dropCollection(String name);

  /**
   * Declares that filters compare the member at this path in the records of a collection, which may
   * not exist yet; see {@link Collection#createColumn}. Dropping the collection ends it.
   *
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} for what is no path; {@link
   *     ErrorCode#UNSUPPORTED} with a remote server, whose configuration of the database says it:
   *     {@code "columns": {"collection": ["path", …]}}
   */
  default void declareColumn(String collection, String path) {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED,
        "declareColumn: the protocol of a remote database has no such request"
            + " (its configuration may have \"columns\")");
  }

  /** The names, in the order of creation. */
  List<String> collectionNames();

  /**
   * Runs a script on the caller's thread.
   *
   * @throws ScriptException when the script does not parse (nothing ran), fails, reaches a limit or
   *     is cancelled (the open transaction is rolled back; earlier writes stay)
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} when an argument is no JSON
   */
  ScriptResult execute(ScriptRequest request);

  /** Runs a script and reads these variables afterwards. */
  default ScriptResult execute(String code, String... variables) {
    return execute(ScriptRequest.of(code).want(variables));
  }

  /**
   * Runs a script, drops its result, and tells what it took.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} with a remote server
   */
  default Explanation explain(ScriptRequest request) {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED,
        "explain: the protocol of a remote database has no such request (ask where the database"
            + " is)");
  }

  /** Returns when everything acknowledged before is synced to the disk. */
  void commit();

  /**
   * Sizes and counts of the store below.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} with a remote server
   */
  default StoreInfo info() {
    throw notOffered("info");
  }

  /**
   * Looks for damage in everything that is stored at this moment. Others read and write meanwhile.
   *
   * @return what was found; damage is in the report, not thrown
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} with a remote server; {@link
   *     ErrorCode#IO_FAILURE} if a file cannot be read
   */
  default VerifyReport verify(Progress progress) {
    throw notOffered("verify");
  }

  /**
   * Gives the space of replaced and erased records back to the disk now; in the background that
   * happens by itself when much of it is dead. Others read and write meanwhile.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} with a remote server or a {@code
   *     .unqlite} file, {@link ErrorCode#READ_ONLY}
   */
  default void compact(Progress progress) {
    throw notOffered("compact");
  }

  /**
   * Copies the database as it is at this moment to a directory, where it is a database of its own,
   * synced when this returns. Others read and write meanwhile; what they commit after the call
   * began is not in the copy.
   *
   * <p>On the same file system the copy shares files that do not change any more: that costs no
   * space, but does not help when the disk fails. Copy the directory elsewhere for that.
   *
   * @param directory a new or empty directory; if copying fails nothing is left in it
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} if there is something in the
   *     directory; {@link ErrorCode#UNSUPPORTED} with a remote server or a {@code .unqlite} file;
   *     {@link ErrorCode#DISK_FULL}, {@link ErrorCode#IO_FAILURE}
   */
  default void backup(Path directory, Progress progress) {
    throw notOffered("backup");
  }

  private static SonatinaException notOffered(String operation) {
    return new SonatinaException(
        ErrorCode.UNSUPPORTED,
        operation
            + ": not offered by a server; run it on the server's host, on the directory of the"
            + " database");
  }

  /**
   * What scripts and refused operations logged since the database was opened, a line each: the text
   * of {@code db_errlog()}. The newest 64 KiB are kept.
   */
  String errorLog();

  /** Commits and closes. */
  @Override
  void close();
}
