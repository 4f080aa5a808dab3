package dev.sonatina.cli;

import dev.sonatina.engine.vfs.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in words why a file that a user named cannot be read. */
final class UnreadableFile {

  private UnreadableFile() {}

  static CliException of(Path file, IOException failure) {
    String reason = Files.isDirectory(file) ? "is a directory" : FailureText.reason(failure, file);
    return new CliException(ExitCode.CANNOT_OPEN, file + ": " + reason, failure);
  }
}
