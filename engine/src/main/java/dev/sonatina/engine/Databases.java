package dev.sonatina.engine;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Open databases under names, as a server holds them. Safe for every thread.
 *
 * <p>A name is taken from the moment its database begins to open until it has been closed, so
 * opening and closing, which may be slow, hold up nobody who uses another name.
 */
public final class Databases implements AutoCloseable {

  private final Map<String, Optional<Database>> databases = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Opens a database under a name that is free; if opening fails the name is free again.
   *
   * @throws DatabaseException {@link ErrorCode#DATABASE_EXISTS}
   */
  public Database open(String name, Supplier<Database> opening) {
    reserve(name);
    Database database;
    try {
      database = opening.get();
    } catch (RuntimeException | Error e) {
      forget(name);
      throw e;
    }
    synchronized (this) {
      if (!closed) {
        databases.put(name, Optional.of(database));
        return database;
      }
    }
    database.close();
    throw closedError();
  }

  private synchronized void reserve(String name) {
    if (closed) {
      throw closedError();
    }
    if (databases.putIfAbsent(name, Optional.empty()) != null) {
      throw new DatabaseException(
          ErrorCode.DATABASE_EXISTS, "database '" + name + "' is open already");
    }
  }

  private synchronized void forget(String name) {
    databases.remove(name);
  }

  /**
   * The open database of that name.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_DATABASE}, also while it is opening
   */
  public synchronized Database get(String name) {
    return databases.getOrDefault(name, Optional.empty()).orElseThrow(() -> noSuchDatabase(name));
  }

  /**
   * Closes the database of that name; the name is free when this returns.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_DATABASE}
   */
  public void close(String name) {
    Database database;
    synchronized (this) {
      database = get(name);
      databases.put(name, Optional.empty());
    }
    try {
      database.close();
    } finally {
      forget(name);
    }
  }

  /** The names of the databases that are open, in the order in which they were opened. */
  public synchronized List<String> names() {
    List<String> names = new ArrayList<>();
    databases.forEach((name, database) -> database.ifPresent(open -> names.add(name)));
    return names;
  }

  /**
   * Closes all; throws what went wrong with the first that did not close well, after closing the
   * others.
   */
  @Override
  public void close() {
    List<Database> open = new ArrayList<>();
    synchronized (this) {
      closed = true;
      databases.values().forEach(database -> database.ifPresent(open::add));
      databases.clear();
    }
    SonatinaException failure = null;
    for (Database database : open) {
      try {
        database.close();
      } catch (SonatinaException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static DatabaseException noSuchDatabase(String name) {
    return new DatabaseException(ErrorCode.NO_SUCH_DATABASE, "no database '" + name + "'");
  }

  private static SonatinaException closedError() {
    return new SonatinaException(ErrorCode.CLOSED, "the databases have been closed");
  }
}
