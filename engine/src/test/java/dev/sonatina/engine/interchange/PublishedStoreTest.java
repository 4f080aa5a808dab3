package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedStoreTest {

  private static final String STORE = ".p.unqlite.sonatina";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("p.unqlite");
  }

  @Test
  void creatingPublishesAnEmptyFile() throws IOException {
    try (PublishedStore created = create()) {
      assertEquals(List.of(), created.notes());
      assertEquals(List.of(STORE, "p.unqlite"), files());
      assertEquals(List.of(), contentsOfFile());
      assertEquals(Optional.empty(), publish(created));
    }
    DatabaseException e = assertThrows(DatabaseException.class, this::create);
    assertEquals(ErrorCode.DATABASE_EXISTS, e.code());
  }

  @Test
  void publishingShowsTheStoreAndHappensOnlyWhenSomethingChanged() {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "c", List.of("{\"a\":1}", "2"));
      assertEquals(2, publish(created).orElseThrow().records());
      assertEquals(Stores.contents(created.store()), contentsOfFile());
      assertEquals(Optional.empty(), publish(created));
      Stores.add(created.store(), "d", List.of());
      assertTrue(publish(created).isPresent());
    }
    try (PublishedStore attached = attach(Prefer.ASK)) {
      assertEquals(Optional.empty(), publish(attached));
      assertEquals(4, Stores.contents(attached.store()).size());
    }
  }

  @Test
  void attachingFindsTheStoreAsItWasWithoutThePublication() {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "c", List.of("1"));
    }
    try (PublishedStore attached = attach(Prefer.ASK)) {
      assertTrue(attached.imported().isEmpty());
      assertEquals(2, Stores.contents(attached.store()).size());
      assertTrue(publish(attached).isPresent());
    }
    assertEquals(2, contentsOfFile().size());
  }

  @Test
  void attachingAFileWithoutStoreImportsIt() throws IOException {
    writeByOthers("{\"x\":1}");
    try (PublishedStore attached = attach(Prefer.ASK)) {
      assertEquals(1, attached.imported().orElseThrow().records());
      assertEquals(contentsOfFile(), Stores.contents(attached.store()));
      assertEquals(Optional.empty(), publish(attached), "the file shows the store as it is");
    }
    assertEquals(List.of(STORE, "p.unqlite"), files());
  }

  @Test
  void aFailedImportLeavesNothingBehind() throws IOException {
    Files.writeString(file, "no database");
    assertThrows(RuntimeException.class, () -> attach(Prefer.ASK));
    assertEquals(List.of("p.unqlite"), files());
  }

  @Test
  void aCopyOrATouchIsNoChange() throws IOException {
    create().close();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    attach(Prefer.ASK).close();
  }

  @Test
  void aChangedFileIsNoticedAndNeitherSideIsTouched() throws IOException {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "ours", List.of("1"));
      publish(created);
    }
    writeByOthers("\"theirs\"");
    byte[] theirs = Files.readAllBytes(file);
    DatabaseException e = assertThrows(DatabaseException.class, () -> attach(Prefer.ASK));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertArrayEquals(theirs, Files.readAllBytes(file));
    assertEquals(List.of(STORE, "p.unqlite"), files());
  }

  @Test
  void preferringTheFileKeepsTheStoreAside() throws IOException {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "ours", List.of("1"));
    }
    writeByOthers("\"theirs\"");
    try (PublishedStore attached = attach(Prefer.FILE)) {
      assertEquals(contentsOfFile(), Stores.contents(attached.store()));
      assertEquals(1, attached.notes().size());
    }
    assertEquals(List.of(STORE, STORE + ".aside-1", "p.unqlite"), files());
    try (Store aside = open(directory.resolve(STORE + ".aside-1"), false)) {
      assertTrue(Stores.contents(aside).get(0).startsWith("ours "));
    }
  }

  @Test
  void preferringTheStoreKeepsTheFileAsideAndPublishes() throws IOException {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "ours", List.of("1"));
    }
    writeByOthers("\"theirs\"");
    byte[] theirs = Files.readAllBytes(file);
    Files.write(directory.resolve("p.unqlite_unqlite_journal"), new byte[] {1});
    try (PublishedStore attached = attach(Prefer.STORE)) {
      assertEquals(contentsOfFile(), Stores.contents(attached.store()));
    }
    assertArrayEquals(theirs, Files.readAllBytes(directory.resolve("p.unqlite.aside-1")));
    assertEquals(
        List.of(STORE, "p.unqlite", "p.unqlite.aside-1", "p.unqlite.aside-1_unqlite_journal"),
        files());
  }

  @Test
  void aFileThatIsChangedWhileAttachedIsKeptAside() throws IOException {
    try (PublishedStore created = create()) {
      writeByOthers("\"theirs\"");
      Stores.add(created.store(), "ours", List.of("1"));
      publish(created);
      assertEquals(1, created.notes().size());
      assertEquals(contentsOfFile(), Stores.contents(created.store()));
    }
    assertEquals(List.of(STORE, "p.unqlite", "p.unqlite.aside-1"), files());
  }

  @Test
  void creatingWhereTheFileWasRemovedKeepsTheStoreAside() throws IOException {
    create().close();
    Files.delete(file);
    DatabaseException e = assertThrows(DatabaseException.class, () -> attach(Prefer.ASK));
    assertEquals(ErrorCode.NO_SUCH_DATABASE, e.code());
    try (PublishedStore created = create()) {
      assertEquals(1, created.notes().size());
    }
    assertEquals(List.of(STORE, STORE + ".aside-1", "p.unqlite"), files());
  }

  @Test
  void creatingWhereTheFileWasRemovedMayDiscardTheStore() throws IOException {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "c", List.of("1"));
      Files.delete(file);
      StorageException e =
          assertThrows(StorageException.class, () -> create(Leftover.DISCARDED), "it is in use");
      assertEquals(ErrorCode.LOCKED, e.code());
    }
    Path halfRemoved = Files.createDirectory(directory.resolve(STORE + "-removing"));
    Files.writeString(halfRemoved.resolve("rest"), "of an earlier one");
    try (PublishedStore created = create(Leftover.DISCARDED)) {
      assertEquals(1, created.notes().size());
      assertEquals(List.of(), Stores.contents(created.store()));
    }
    assertEquals(List.of(STORE, "p.unqlite"), files());
  }

  @Test
  void aStoreUnderItsFormerNameIsUsedAsItLies() throws IOException {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "c", List.of("1"));
    }
    Files.move(directory.resolve(STORE), directory.resolve("p.unqlite.sonatina"));
    try (PublishedStore attached = attach(Prefer.ASK)) {
      assertEquals(2, Stores.contents(attached.store()).size());
    }
    assertEquals(List.of("p.unqlite", "p.unqlite.sonatina"), files());
    PublishedStore.destroy(Vfs.local(), file);
    assertEquals(List.of(), files());
  }

  @Test
  void destroyingRemovesEverything() throws IOException {
    create().close();
    Files.write(directory.resolve("p.unqlite_unqlite_journal"), new byte[] {1});
    PublishedStore.destroy(Vfs.local(), file);
    assertEquals(List.of(), files());
  }

  @Test
  void namesThatCollideAreRefusedWhenTheyAreCreated() {
    try (PublishedStore created = create()) {
      Stores.add(created.store(), "x", List.of());
      try (Transaction transaction = created.store().begin()) {
        DatabaseException e =
            assertThrows(DatabaseException.class, () -> transaction.createCollection("x_0"));
        assertEquals(ErrorCode.INVALID_NAME, e.code());
        transaction.createCollection("x_y");
        assertFalse(transaction.collections().isEmpty());
      }
    }
  }

  private PublishedStore create() {
    return create(Leftover.ASIDE);
  }

  private PublishedStore create(Leftover leftover) {
    return PublishedStore.create(
        Vfs.local(), file, leftover, PublishedStoreTest::open, Stores.CLOCK);
  }

  private PublishedStore attach(Prefer prefer) {
    return PublishedStore.attach(
        Vfs.local(),
        file,
        PublishedStoreTest::open,
        Stores.CLOCK,
        prefer,
        TransferProgress.NONE,
        new Cancellation());
  }

  private static Optional<UnqliteExportReport> publish(PublishedStore published) {
    return published.publish(TransferProgress.NONE, new Cancellation());
  }

  private static Store open(Path path, boolean create) {
    LogOptions defaults = LogOptions.defaults();
    return LogStore.open(
        Vfs.local(),
        path,
        defaults
            .withSurroundings(Stores.CLOCK, defaults.random(), defaults.background())
            .withMode(create ? LogOptions.Mode.CREATE_NEW : LogOptions.Mode.OPEN_EXISTING)
            .withSizes(1 << 20, 1 << 18));
  }

  /** Writes the file as another program would. */
  private void writeByOthers(String... records) {
    Store others = Stores.empty();
    Stores.add(others, "theirs", List.of(records));
    Stores.write(others, file);
  }

  private List<String> contentsOfFile() {
    Store store = Stores.empty();
    Stores.read(file, store);
    return Stores.contents(store);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }
}
