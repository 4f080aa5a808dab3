package dev.sonatina.engine.api;

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

  /** The names, in the order of creation. */
  List<String> collectionNames();

  /**
   * Runs a script on the caller's thread.
   *
   * @throws ScriptException when the script does not parse (nothing ran), reaches a limit or is
   *     cancelled (the open transaction is rolled back; earlier writes stay)
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
    throw new SonatinaException(ErrorCode.UNSUPPORTED, "explain: not offered here");
  }

  /** Returns when everything acknowledged before is synced to the disk. */
  void commit();

  /**
   * What scripts and refused operations logged since the database was opened, a line each: the text
   * of {@code db_errlog()}. The newest 64 KiB are kept.
   */
  String errorLog();

  /** Commits and closes. */
  @Override
  void close();
}
