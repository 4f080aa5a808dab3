package dev.sonatina.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in words why a file that a user named cannot be read. */
final class UnreadableFile {

  private UnreadableFile() {}

  static CliException of(Path file, IOException failure) {
    String reason;
    if (failure instanceof NoSuchFileException) {
      reason = "no such file";
    } else if (failure instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (Files.isDirectory(file)) {
      reason = "is a directory";
    } else {
      reason = String.valueOf(failure.getMessage());
    }
    return new CliException(ExitCode.CANNOT_OPEN, file + ": " + reason, failure);
  }
}
