package dev.sonatina.cli;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.OpenOptions.Mode;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a database is, as users write it:
 *
 * <pre>
 *   :mem:                                  in memory, gone at the end
 *   runs/today                             a directory, which is one database
 *   provdb.0.unqlite                       a file of UnQLite, which is only read
 *   ofi+tcp://HOST:PORT/PROVIDER/NAME      behind a server
 * </pre>
 */
interface DatabaseAddress {

  /** What a command is going to do with a database. */
  enum Access {
    /** Reads only, and so works beside a program that has the database open. */
    READ,
    /** Reads and writes a database that exists. */
    WRITE,
    /** Reads and writes, and creates the database when there is none. */
    CREATE
  }

  /** Opens the database; the caller closes it. */
  OpenedDatabase open(Access access, ScriptSettings scripts);

  /** Opens the database for the usual scripts; the caller closes it. */
  default OpenedDatabase open(Access access) {
    return open(access, ScriptSettings.USUAL);
  }

  /**
   * As {@link #open}, for a verb with the options {@code --create} and {@code --readonly}: messages
   * name the first where it would help, and the second where it cannot be kept.
   */
  default OpenedDatabase openOrSayHow(Access access, ScriptSettings scripts) {
    if (access == Access.READ && this instanceof RemoteAddress) {
      throw new CliException(
          ExitCode.USAGE, "--readonly: a server cannot be told to refuse what a script writes");
    }
    try {
      return open(access, scripts);
    } catch (SonatinaException e) {
      if (e.code() == ErrorCode.NO_SUCH_DATABASE && !(this instanceof RemoteAddress)) {
        throw new CliException(ExitCode.CANNOT_OPEN, e.getMessage() + " (--create makes one)", e);
      }
      throw e;
    }
  }

  /**
   * A database with what it hangs on.
   *
   * @param connection closed after the database
   */
  record OpenedDatabase(Database database, Runnable connection) implements AutoCloseable {

    @Override
    public void close() {
      try {
        database.close();
      } finally {
        connection.run();
      }
    }
  }

  /** Understands what a user wrote. */
  static DatabaseAddress parse(String text) {
    return parse(text, StoreType.LOG);
  }

  /**
   * Understands what a user wrote.
   *
   * @param type how records are to be kept, if it is in a directory; otherwise only the usual way
   */
  static DatabaseAddress parse(String text, StoreType type) {
    if (type != StoreType.LOG) {
      Path directory = directory(text);
      return (access, scripts) ->
          new OpenedDatabase(
              Sonatina.open(directory, optionsFor(access, scripts).withStore(type)), () -> {});
    }
    if (text.equals(":mem:")) {
      return (access, scripts) ->
          new OpenedDatabase(Sonatina.inMemory(optionsFor(access, scripts)), () -> {});
    }
    if (text.contains("://")) {
      return RemoteAddress.parse(text);
    }
    Path path = path(text);
    return (access, scripts) ->
        new OpenedDatabase(Sonatina.open(path, optionsFor(access, scripts)), () -> {});
  }

  /** As {@link #parse}, for records that are going to be stored there. */
  static DatabaseAddress parseWritable(String text, StoreType type) {
    if (!text.contains("://") && text.endsWith(".unqlite") && !Files.isDirectory(path(text))) {
      throw new CliException(
          ExitCode.REFUSED,
          "'"
              + text
              + "' is a file of UnQLite, which is only read: import it into a database, store"
              + " there, and export that");
    }
    return parse(text, type);
  }

  /** The directory of a database that has to be in one. */
  static Path directory(String text) {
    if (text.equals(":mem:") || text.contains("://") || text.endsWith(".unqlite")) {
      throw new CliException(ExitCode.USAGE, "'" + text + "' is no database in a directory");
    }
    return path(text);
  }

  /** Where a database lies whose files are to be looked at: a directory or a file. */
  static Path stored(String text) {
    if (text.equals(":mem:") || text.contains("://")) {
      throw new CliException(
          ExitCode.USAGE,
          "'"
              + text
              + "' has no files here (expected: a directory or a .unqlite file; for a database"
              + " behind a server, run this on the server's host)");
    }
    return path(text);
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      throw new CliException(ExitCode.USAGE, "'" + text + "' is no path: " + e.getReason(), e);
    }
    throw new CliException(ExitCode.USAGE, "'" + text + "' is no path");
  }

  private static OpenOptions optionsFor(Access access, ScriptSettings scripts) {
    return scripts
        .inEffect()
        .withMode(access == Access.CREATE ? Mode.OPEN_OR_CREATE : Mode.OPEN_EXISTING)
        .withReadOnly(access == Access.READ)
        .withHostFunctions(scripts.allowHost());
  }
}
