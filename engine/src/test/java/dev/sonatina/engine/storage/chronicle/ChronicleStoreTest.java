package dev.sonatina.engine.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreContract;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store with a mirror does what every store must, and its maps show what it holds. */
@Tag("chronicle")
class ChronicleStoreTest extends StoreContract {

  private static final LogOptions OPTIONS =
      LogOptions.defaults().withWriterWait(Duration.ofMillis(50));

  private Path path() {
    return directory.resolve("store");
  }

  @Override
  protected Store open() {
    return ChronicleStore.open(Vfs.local(), path(), OPTIONS);
  }

  @Override
  protected void checkAfterClose() {
    assertEquals(List.of(), LogStore.verify(Vfs.local(), path(), Progress.NONE).damages());
    MirrorText.assertShows(path());
  }

  @Test
  void aLocaleInWhichItCannotWorkIsRefused() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      StorageException e = assertThrows(StorageException.class, this::open);
      assertEquals(ErrorCode.UNSUPPORTED, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains("-Duser.language=en"), e.getMessage());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void acknowledgedRecordsAreInTheMapsAtOnce() {
    int a = createCollection("a");
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      assertTrue(maps.isLive());
      for (int i = 0; i < 50; i++) {
        long id = append(a, "record " + i);
        assertArrayEquals(bytes("record " + i), maps.read(a, id));
      }
      erase(a, 7);
      assertNull(maps.read(a, 7));
      assertNull(maps.read(a, 50));
      assertNull(maps.read(a, -1));
      int b = createCollection("b");
      append(b, "other");
      assertArrayEquals(bytes("other"), maps.read(b, 0));
      assertEquals(List.of("a", "b"), maps.collectionNames());
      assertEquals(0, maps.changes() % 2);
    }
  }

  @Test
  void whatIsRolledBackIsNotInTheMaps() {
    int a = createCollection("a");
    try (Transaction transaction = store().begin()) {
      append(transaction, a, "never");
    }
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      assertNull(maps.read(a, 0));
    }
  }

  @Test
  void mapsFollowEachOtherAsIdsGrow() throws IOException {
    int a = createCollection("a");
    try (Transaction transaction = store().begin()) {
      for (int i = 0; i < 5_000; i++) {
        append(transaction, a, "record " + i);
      }
      transaction.commit(false);
    }
    assertTrue(count(".map") >= 2, "maps: " + count(".map"));
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      for (int id : List.of(0, 1_023, 1_024, 3_000, 4_999)) {
        assertArrayEquals(bytes("record " + id), maps.read(a, id));
      }
    }
  }

  @Test
  void recordsMuchLongerThanThoseBeforeStillFit() {
    int a = createCollection("a");
    try (Transaction transaction = store().begin()) {
      for (int i = 0; i < 900; i++) {
        append(transaction, a, "short");
      }
      transaction.commit(false);
    }
    String longer = "x".repeat(20_000);
    try (Transaction transaction = store().begin()) {
      for (int id = 0; id < 900; id++) {
        assertTrue(replace(transaction, a, id, longer + id));
      }
      transaction.commit(false);
    }
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      for (int id = 0; id < 900; id++) {
        assertArrayEquals(bytes(longer + id), maps.read(a, id));
      }
    }
  }

  @Test
  void largeRecordsHaveFilesOfTheirOwn() throws IOException {
    int a = createCollection("a");
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 'x');
    try (Transaction transaction = store().begin()) {
      transaction.append(a, large, 0, large.length);
      transaction.append(a, large, 0, large.length);
      transaction.commit(false);
    }
    assertEquals(2, count(".large"));
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      assertArrayEquals(large, maps.read(a, 0));
      try (Transaction transaction = store().begin()) {
        replace(transaction, a, 0, "small");
        transaction.erase(a, 1);
        transaction.commit(false);
      }
      assertArrayEquals(bytes("small"), maps.read(a, 0));
      assertNull(maps.read(a, 1));
    }
    assertEquals(0, count(".large"));
  }

  @Test
  void mirrorClosedInOrderIsUsedAgain() throws IOException {
    int a = createCollection("a");
    append(a, "one");
    store().close();
    Object before = Files.getAttribute(mapFile(), "unix:ino");
    store = open();
    assertEquals(before, Files.getAttribute(mapFile(), "unix:ino"));
    append(a, "two");
  }

  @Test
  void mirrorOfAStoreWrittenWithoutItIsMadeAnew() {
    int a = createCollection("a");
    append(a, "one");
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      store().close();
      assertFalse(maps.isLive());
      try (Store log = LogStore.open(Vfs.local(), path(), OPTIONS);
          Transaction transaction = log.begin()) {
        replace(transaction, a, 0, "changed");
        transaction.commit(true);
      }
      store = open();
      assertTrue(maps.isLive());
      assertArrayEquals(bytes("changed"), maps.read(a, 0));
    }
  }

  @Test
  void mirrorThatCannotFollowSaysSoAndHoldsNobodyUp() throws IOException {
    int a = createCollection("a");
    append(a, "one");
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      assertTrue(maps.isLive());
      // The next catalog cannot be written.
      Files.createDirectories(path().resolve("mirror/catalog.new/in the way"));
      int b = createCollection("b");
      append(b, "stored all the same");
      assertFalse(maps.isLive());
      assertEquals("stored all the same", read(b, 0));
    }
    Files.delete(path().resolve("mirror/catalog.new/in the way"));
    Files.delete(path().resolve("mirror/catalog.new"));
    store().close();
    store = open();
  }

  @Test
  void droppedCollectionTakesItsMapsAlong() throws IOException {
    int a = createCollection("a");
    append(a, "one");
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), path())) {
      assertNotNull(maps.read(a, 0));
      try (Transaction transaction = store().begin()) {
        transaction.dropCollection(a);
        transaction.commit(false);
      }
      assertNull(maps.read(a, 0));
      assertEquals(List.of(), maps.collectionNames());
    }
    assertEquals(0, count(".map"));
  }

  private long count(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(path().resolve("mirror"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).count();
    }
  }

  private Path mapFile() throws IOException {
    try (Stream<Path> files = Files.list(path().resolve("mirror"))) {
      return files.filter(file -> file.toString().endsWith(".map")).findFirst().orElseThrow();
    }
  }
}
