package dev.sonatina.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in words why a file that a user named cannot be read or written. */
final class UnreadableFile {

  private UnreadableFile() {}

  static CliException of(Path file, IOException failure) {
    boolean isDirectory = Files.isDirectory(file);
    String message = isDirectory ? file + ": is a directory" : message(file, failure);
    return new CliException(ExitCode.CANNOT_OPEN, message, failure);
  }

  private static String message(Path file, IOException failure) {
    return failure instanceof FileSystemException known
        ? message(known)
        : file + ": " + failure.getMessage();
  }

  /** The file and the reason; some of Java's exceptions have the name of the file only. */
  static String message(FileSystemException failure) {
    String reason = failure.getReason();
    if (failure instanceof NoSuchFileException) {
      reason = "no such file or directory";
    } else if (failure instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (failure instanceof FileAlreadyExistsException) {
      reason = "exists already";
    }
    return failure.getFile() + ": " + (reason == null ? "cannot be used" : reason);
  }
}
