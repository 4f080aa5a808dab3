package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteNarrowing;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.MetaKeys;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnqliteTransferTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void collectionsAndRecordsComeBackAsTheyWere() {
    Store store = Stores.empty();
    Stores.add(
        store,
        "anomalies",
        Arrays.asList(null, "{\"a\":[1,2.5,{\"b\":null}],\"e\":{}}", "5", "\"\"", null, "[[]]"));
    Stores.add(store, "metadata", List.of());
    Store copy = roundTrip(store);
    assertEquals(Stores.contents(store), Stores.contents(copy));
    assertEquals(
        "anomalies next 6 count 4 created 2026-11-22T01:02:04Z", Stores.contents(copy).get(0));
  }

  @Test
  void whatTheFormatNarrowsIsCounted() {
    Store store = Stores.empty();
    Stores.add(
        store,
        "c",
        List.of(
            "{\"f\":0.1234567890123456,\"w\":2.0,\"e\":{},\"7\":1,\"u\":18446744073709551615}"));
    Path file = directory.resolve("c.unqlite");
    UnqliteExportReport report = Stores.write(store, file);
    assertEquals(new UnqliteNarrowing(1, 1, 1, 1, 1), report.narrowing());
    assertEquals(1, report.records());
    assertEquals(3 * 4096, report.fileBytes());
    Store copy = Stores.empty();
    Stores.read(file, copy);
    assertEquals(
        "0 {\"f\":0.12345678901234,\"w\":2,\"e\":{},\"7\":1,\"u\":-1,\"__id\":0}",
        Stores.contents(copy).get(1));
  }

  @Test
  void schemasComeBack() {
    Store store = Stores.empty();
    Stores.add(store, "c", List.of());
    KeyDictionary dictionary = new KeyDictionary();
    RecordEncoder encoder = new RecordEncoder(dictionary, RecordLimits.defaults(), null);
    encoder.encode("[{\"__id\":\"int\",\"a\":[5]}]".getBytes(StandardCharsets.UTF_8));
    byte[] schema = Arrays.copyOf(encoder.bytes(), encoder.length());
    try (Transaction transaction = store.begin()) {
      StoredNames.save(dictionary, transaction);
      int number = transaction.collections().get(0).number();
      transaction.putMeta(MetaKeys.schema(number), schema);
      transaction.commit(false);
    }
    Store copy = roundTrip(store);
    try (Snapshot snapshot = copy.snapshot()) {
      int number = snapshot.collections().get(0).number();
      assertArrayEquals(schema, snapshot.meta(MetaKeys.schema(number)));
    }
  }

  @Test
  void collectionsThatExistAreNotTouched() {
    Store store = Stores.empty();
    Stores.add(store, "a", List.of("1"));
    Stores.add(store, "b", List.of("2"));
    Path file = directory.resolve("ab.unqlite");
    Stores.write(store, file);
    Store other = Stores.empty();
    Stores.add(other, "b", List.of("3"));
    List<String> before = Stores.contents(other);
    DatabaseException e = assertThrows(DatabaseException.class, () -> Stores.read(file, other));
    assertEquals(ErrorCode.COLLECTION_EXISTS, e.code());
    assertEquals(before, Stores.contents(other));
  }

  @Test
  void namesThatCollideInTheFormatAreRefused() throws IOException {
    Store store = Stores.empty();
    Stores.add(store, "a", List.of("1", "2"));
    Stores.add(store, "a_1", List.of());
    Path file = directory.resolve("c.unqlite");
    DatabaseException e = assertThrows(DatabaseException.class, () -> Stores.write(store, file));
    assertEquals(ErrorCode.INVALID_NAME, e.code());
    assertEquals(List.of(), files());
    assertEquals(Optional.of("a"), UnqliteNames.collision("a_77", List.of("b", "a")));
    assertEquals(Optional.of("a_77"), UnqliteNames.collision("a", List.of("b", "a_77")));
    assertEquals(Optional.empty(), UnqliteNames.collision("a_x", List.of("a", "a_x_y")));
  }

  @Test
  void namesThatWouldCollideLaterOnlyAreWritten() {
    Store store = Stores.empty();
    Stores.add(store, "a", List.of("1", "2"));
    Stores.add(store, "a_2", List.of("3"));
    assertEquals(Stores.contents(store), Stores.contents(roundTrip(store)));
  }

  @Test
  void recordsThatAreNestedTooDeepAreRefusedAndTheOldFileStays() throws IOException {
    Store store = Stores.empty();
    Stores.add(store, "deep", List.of("{\"a\":" + "[".repeat(63) + "1" + "]".repeat(63) + "}"));
    Path file = directory.resolve("c.unqlite");
    Files.writeString(file, "old");
    DatabaseException e = assertThrows(DatabaseException.class, () -> Stores.write(store, file));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
    assertTrue(String.valueOf(e.getMessage()).startsWith("record 0 of 'deep': nested 64 levels"));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("c.unqlite"), files());
  }

  @Test
  void cancellingLeavesTheFileAndTheStoreAsTheyWere() throws IOException {
    Store store = Stores.empty();
    Stores.add(store, "c", List.of("1"));
    Path file = directory.resolve("c.unqlite");
    Stores.write(store, file);
    byte[] before = Files.readAllBytes(file);
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    try (Snapshot snapshot = store.snapshot()) {
      UnqliteExport export =
          new UnqliteExport(Vfs.local(), Stores.CLOCK, TransferProgress.NONE, cancelled);
      SonatinaException e =
          assertThrows(SonatinaException.class, () -> export.write(snapshot, file));
      assertEquals(ErrorCode.CANCELLED, e.code());
    }
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of("c.unqlite"), files());
    Store other = Stores.empty();
    try (UnqliteFile opened = UnqliteFile.open(Vfs.local(), file, UnqliteFile.Reading.STRICT)) {
      UnqliteImport importing =
          new UnqliteImport(other, Stores.CLOCK, TransferProgress.NONE, cancelled);
      assertThrows(SonatinaException.class, () -> importing.run(opened));
    }
    assertEquals(List.of(), Stores.contents(other));
  }

  @Test
  void damageDropsWhatWasImportedAndSalvageKeepsTheRest() throws IOException {
    Store store = Stores.empty();
    Stores.add(store, "c", List.of("\"" + "x".repeat(3_000) + "\"", "2"));
    Path file = directory.resolve("c.unqlite");
    Stores.write(store, file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 * 4096 + 18 + "c_0".length()] = 7; // the type of record 0, in its overflow page
    Files.write(file, bytes);
    Store strict = Stores.empty();
    SonatinaException e = assertThrows(SonatinaException.class, () -> Stores.read(file, strict));
    assertEquals(ErrorCode.CORRUPT, e.code());
    assertEquals(List.of(), Stores.contents(strict));
    Store salvaged = Stores.empty();
    UnqliteImportReport report =
        Stores.read(Vfs.local(), file, salvaged, UnqliteFile.Reading.SALVAGE);
    assertEquals(1, report.damageCount());
    assertEquals(1, report.records());
    assertEquals("1 2", Stores.contents(salvaged).get(1));
  }

  @Test
  void progressEndsAtTheNumberOfRecords() {
    Store store = Stores.empty();
    Stores.add(store, "c", Stream.generate(() -> "{}").limit(2_500).toList());
    Path file = directory.resolve("c.unqlite");
    List<String> told = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot()) {
      new UnqliteExport(
              Vfs.local(),
              Stores.CLOCK,
              (done, total) -> told.add(done + "/" + total),
              new Cancellation())
          .write(snapshot, file);
    }
    assertEquals(List.of("1000/2500", "2000/2500", "2500/2500"), told);
    told.clear();
    try (UnqliteFile opened = UnqliteFile.open(Vfs.local(), file, UnqliteFile.Reading.STRICT)) {
      new UnqliteImport(
              Stores.empty(),
              Stores.CLOCK,
              (done, total) -> told.add(done + "/" + total),
              new Cancellation())
          .run(opened);
    }
    assertEquals("2500/2500", told.get(told.size() - 1));
    assertFalse(told.isEmpty());
  }

  private Store roundTrip(Store store) {
    Path file = directory.resolve("copy.unqlite");
    Stores.write(store, file);
    Store copy = Stores.empty();
    Stores.read(file, copy);
    return copy;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }
}
