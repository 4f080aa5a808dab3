package dev.sonatina.engine.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static final Path NAMED = Path.of("runs/today");

  @Test
  void failuresThatOnlyNameTheFileSayWhy() {
    assertEquals("permission denied", reason(new AccessDeniedException("runs/today")));
    assertEquals("no such file or directory", reason(new NoSuchFileException("runs/today")));
    assertEquals("not a directory", reason(new NotDirectoryException("runs/today")));
    assertEquals("FileSystemException", reason(new FileSystemException("runs/today")));
  }

  @Test
  void anotherFileIsNamed() {
    assertEquals(
        "runs/today/lock: permission denied", reason(new AccessDeniedException("runs/today/lock")));
    assertEquals(
        "runs: Too many open files",
        reason(new FileSystemException("runs", null, "Too many open files")));
  }

  @Test
  void theTextOfTheSystemIsKept() {
    assertEquals("Input/output error", reason(new IOException("Input/output error")));
    assertEquals("IOException", reason(new IOException()));
  }

  @Test
  void aFullDiskIsKnownByItsText() {
    assertTrue(FailureText.isDiskFull(new IOException("No space left on device")));
    assertTrue(FailureText.isDiskFull(new IOException("Disk quota exceeded")));
    assertFalse(FailureText.isDiskFull(new IOException()));
  }

  private static String reason(IOException failure) {
    return FailureText.reason(failure, NAMED);
  }
}
