package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes, renames or replaces the files of a store that is open. */
class LostFilesTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path parent;

  private Path directory;

  @BeforeEach
  void nameTheDirectory() {
    directory = parent.resolve("store");
  }

  private static LogStore open(Path directory) {
    return LogStore.open(Vfs.local(), directory, LogOptions.defaults());
  }

  private static void put(LogStore store, String text, boolean durable) {
    try (Transaction transaction = store.begin()) {
      int collection = transaction.collection("c") == null ? transaction.createCollection("c") : 0;
      StoreFixture.append(transaction, collection, text);
      transaction.commit(durable);
    }
  }

  private static List<String> records(LogStore store) {
    try (Snapshot snapshot = store.snapshot()) {
      return StoreFixture.scan(snapshot, 0, 0, Long.MAX_VALUE);
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void assertRefused(Executable work) {
    StorageException e = assertThrows(StorageException.class, work);
    assertEquals(ErrorCode.IO_FAILURE, e.code());
    assertTrue(
        String.valueOf(e.getMessage()).contains("removed, renamed or replaced"), e.getMessage());
  }

  @Test
  void nothingIsAcknowledgedInASegmentThatWasRemoved() throws IOException {
    LogStore store = open(directory);
    put(store, "before", true);
    Files.delete(directory.resolve("segment-0000000001.log"));
    assertRefused(() -> put(store, "after", true));
    assertEquals("0=before", records(store).get(0));
    StorageException e = assertThrows(StorageException.class, store::begin);
    assertEquals(ErrorCode.READ_ONLY, e.code());
    store.close();
  }

  @Test
  void aSegmentThatWasRemovedDoesNotGrow() throws IOException {
    LogStore store = open(directory);
    put(store, "before", false);
    Path segment = directory.resolve("segment-0000000001.log");
    Files.delete(segment);
    assertRefused(() -> put(store, "x".repeat(1 << 20), false));
    assertFalse(Files.exists(segment));
    assertEquals(List.of("0=before"), records(store));
    assertRefused(store::close);
  }

  @Test
  void whatWasAcknowledgedIsInTheRenamedDirectory() throws IOException {
    LogStore store = open(directory);
    put(store, "before", true);
    Path renamed = Files.move(directory, parent.resolve("renamed"));
    assertRefused(store::checkpoint);
    assertThrows(StorageException.class, () -> put(store, "after", true));
    store.close();
    assertFalse(Files.exists(directory));
    try (LogStore again = open(renamed)) {
      assertEquals("0=before", records(again).get(0));
    }
  }

  @Test
  void anotherStoreInItsPlaceIsLeftAlone() throws IOException {
    Path elsewhere = parent.resolve("elsewhere");
    try (LogStore other = open(elsewhere)) {
      put(other, "of the new", true);
    }
    LogStore store = open(directory);
    put(store, "of the old", true);
    put(store, "of the old", false);
    remove();
    Files.move(elsewhere, directory);
    List<String> files = names();
    assertRefused(() -> store.compact(Progress.NONE));
    store.close();
    assertEquals(files, names());
    try (LogStore other = open(directory)) {
      assertEquals(List.of("0=of the new"), records(other));
      assertEquals(List.of(), other.verify(Progress.NONE).damages());
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
