package dev.sonatina.engine.api;

/** What went wrong; each code says what the caller can do about it. */
public enum ErrorCode {
  /** The database does not exist: create it, or correct the name or path. */
  NO_SUCH_DATABASE,
  /** A database of this name or at this path exists already: open it, or choose another. */
  DATABASE_EXISTS,
  /** The collection does not exist: create it, or correct the name. */
  NO_SUCH_COLLECTION,
  /** A collection of this name exists already: use it, or choose another name. */
  COLLECTION_EXISTS,
  /** The text cannot name a collection: choose one of 1 to 65,535 bytes in UTF-8. */
  INVALID_NAME,
  /** No live record has this id: it was never given out, or the record was erased. */
  NO_SUCH_RECORD,
  /**
   * The text is no record: neither JSON nor the relaxed literal form, or not storable. {@link
   * SonatinaException#line()} and {@link SonatinaException#column()} tell where. Nothing was
   * stored.
   */
  INVALID_RECORD,
  /** The script does not parse: correct it at the line and column given. Nothing ran. */
  SCRIPT_SYNTAX,
  /** The script ended with an error while running; writes it had finished stay. */
  SCRIPT_RUNTIME,
  /**
   * A limit on time, memory, output, size or nesting was reached: ask for less, or raise the limit
   * that the message names. Of a script, the open transaction was rolled back.
   */
  LIMIT_EXCEEDED,
  /** The caller cancelled the operation. Of a script, the open transaction was rolled back. */
  CANCELLED,
  /**
   * An argument is outside what the operation accepts: the message names it and what it expected.
   */
  INVALID_ARGUMENT,
  /** The operation is not offered here, for instance by a remote server: do without it. */
  UNSUPPORTED,
  /** Another transaction holds the writer: try again. Nothing was written. */
  BUSY,
  /** Another process has the database open: close it there, or open read-only. */
  LOCKED,
  /** The database was opened read-only, or a failed sync made it so: reopen it to write. */
  READ_ONLY,
  /** The disk is full: the operation was refused whole; free space and try again. */
  DISK_FULL,
  /**
   * Databases take as much memory as they may together: the operation was refused whole; erase or
   * close something, or raise the limit that the message names.
   */
  MEMORY_FULL,
  /** Reading or writing a file failed; the message names the file. Check the disk. */
  IO_FAILURE,
  /** A file holds damaged bytes; the message names file and offset. Verify, restore or salvage. */
  CORRUPT,
  /**
   * The file was written by a version this one no longer reads: convert it with an older release.
   */
  TOO_OLD,
  /** The file was written by a newer version: upgrade. */
  TOO_NEW,
  /** The database, or what was read from it, has been closed: open it again. */
  CLOSED,
  /** The server did not accept the security token: give the right one. */
  UNAUTHORIZED,
  /** No connection to the server, or it was lost; whether a write arrived is unknown. */
  UNAVAILABLE,
  /** The answer did not come in time; whether a write arrived is unknown. */
  DEADLINE_EXCEEDED,
  /** The peer sent something that is not the protocol: check address and versions. */
  PROTOCOL,
  /** The server refused with a text that has no code of its own: see the server's message. */
  REFUSED
}
