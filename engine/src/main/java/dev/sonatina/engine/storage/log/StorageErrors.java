package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.FailureText;
import java.io.IOException;
import java.nio.file.Path;

/** Turns what went wrong with files into the exceptions that callers see. */
final class StorageErrors {

  private StorageErrors() {}

  /** There is no store where one was expected. */
  static StorageException noDatabase(Path directory) {
    return new StorageException(ErrorCode.NO_SUCH_DATABASE, "there is no database in " + directory);
  }

  /** There is but a part of a copy, see {@link CopyTarget}. */
  static StorageException unfinishedCopy(Path directory) {
    return new StorageException(
        ErrorCode.NO_SUCH_DATABASE,
        "there is no database in "
            + directory
            + ": making a copy there was cut off, or is going on (make it again, or remove the"
            + " directory)");
  }

  /** Damage: what was found at an offset is not what was written there. */
  static StorageException corrupt(Path file, long offset, String expected, String found) {
    return new StorageException(
        ErrorCode.CORRUPT,
        file + " is damaged at offset " + offset + ": expected " + expected + ", found " + found);
  }

  /** A file of a format version that this one does not read. */
  static StorageException wrongVersion(Path file, int version) {
    boolean tooNew = version > LogFormat.VERSION;
    return new StorageException(
        tooNew ? ErrorCode.TOO_NEW : ErrorCode.TOO_OLD,
        file
            + " has format version "
            + version
            + " (expected: "
            + LogFormat.VERSION_MIN
            + ".."
            + LogFormat.VERSION
            + ")");
  }

  /** Passes on that a file is of another version: it is no damage, and nothing in it is known. */
  static void throwIfOtherVersion(Exception e) {
    if (e instanceof StorageException problem
        && (problem.code() == ErrorCode.TOO_NEW || problem.code() == ErrorCode.TOO_OLD)) {
      throw problem;
    }
  }

  /** A failed operation on a file; {@code action} reads like "write" or "sync". */
  static StorageException failed(String action, Path file, IOException cause) {
    return new StorageException(
        FailureText.isDiskFull(cause) ? ErrorCode.DISK_FULL : ErrorCode.IO_FAILURE,
        cannot(action, file, cause),
        cause);
  }

  /** The message for it. */
  static String cannot(String action, Path file, IOException cause) {
    return "cannot " + action + " " + file + ": " + FailureText.reason(cause, file);
  }
}
