package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in words why an operation on a file failed; several of Java's exceptions do not. */
public final class FailureText {

  private FailureText() {}

  /**
   * The reason alone, such as {@code permission denied}, for a message that names the file already.
   *
   * @param named what that message names; another file that the failure is about comes in front
   */
  public static String reason(IOException failure, Path named) {
    if (!(failure instanceof FileSystemException known)) {
      String message = failure.getMessage();
      return message == null ? failure.getClass().getSimpleName() : message;
    }
    String file = known.getFile();
    boolean isOther = file != null && !file.equals(named.toString());
    return (isOther ? file + ": " : "") + reason(known);
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    String reason = failure.getReason();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  /** Whether there was no room, or none for this user. */
  public static boolean isDiskFull(IOException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("quota exceeded")
        || text.contains("file too large");
  }
}
