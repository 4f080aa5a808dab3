package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreContract;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The log store on the files of this machine. */
class LogStoreTest extends StoreContract {

  private static final LogOptions OPTIONS =
      LogOptions.defaults().withWriterWait(Duration.ofMillis(50));

  private Path path() {
    return directory.resolve("store");
  }

  @Override
  protected Store open() {
    return LogStore.open(Vfs.local(), path(), OPTIONS);
  }

  @Override
  protected void checkAfterClose() {
    assertEquals(List.of(), LogStore.verify(Vfs.local(), path(), Progress.NONE).damages());
  }

  @Test
  void reopenedStoreHoldsWhatWasCommitted() {
    int a = createCollection("a");
    append(a, "0");
    append(a, "1");
    erase(a, 0);
    try (Transaction transaction = store().begin()) {
      transaction.addKey(3, bytes("key"));
      transaction.putMeta("m", bytes("v"));
      transaction.commit(true);
    }
    String before = text(store());
    store().close();
    try (Store again = open()) {
      assertEquals(before, text(again));
      try (Transaction transaction = again.begin()) {
        assertEquals(2, append(transaction, a, "2"));
        transaction.commit(true);
      }
    }
  }

  @Test
  void filesBelongToTheirOwnerOnly() throws IOException {
    append(createCollection("a"), "x");
    ((LogStore) store()).checkpoint();
    try (Stream<Path> files = Files.list(path())) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
            file.toString());
      }
    }
  }

  @Test
  void oneProcessOpensAStoreOnce() {
    StorageException e = assertThrows(StorageException.class, this::open);
    assertEquals(ErrorCode.LOCKED, e.code());
    // The refused attempt must not have released the lock of the first.
    assertEquals(ErrorCode.LOCKED, assertThrows(StorageException.class, this::open).code());
    append(createCollection("a"), "x");
  }

  /** A directory that is mounted a second time has no path in common with itself. */
  @Test
  void theLockHoldsUnderEveryNameOfItsFile() throws IOException {
    Path other = Files.createDirectory(path().resolveSibling("other"));
    Files.createLink(other.resolve("lock"), path().resolve("lock"));
    for (int attempt = 0; attempt < 2; attempt++) {
      StorageException e =
          assertThrows(
              StorageException.class, () -> LogStore.open(Vfs.local(), other, OPTIONS).close());
      assertEquals(ErrorCode.LOCKED, e.code());
    }
  }

  @Test
  void anotherProcessKeepsTheLockUntilItIsKilled() throws Exception {
    store().close();
    Process other = startHolder();
    try (InputStream output = other.getInputStream()) {
      assertEquals('o', output.read());
      for (int attempt = 0; attempt < 200; attempt++) {
        StorageException e = assertThrows(StorageException.class, this::open);
        assertEquals(ErrorCode.LOCKED, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains(path().toString()));
      }
      try (Store reader = LogStore.open(Vfs.local(), path(), OPTIONS.withReadOnly(true));
          Snapshot snapshot = reader.snapshot()) {
        assertEquals(List.of("0=from the other"), scan(snapshot, 0, 0, 10));
        assertEquals(
            ErrorCode.READ_ONLY, assertThrows(StorageException.class, reader::begin).code());
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (Store again = open();
        Snapshot snapshot = again.snapshot()) {
      assertEquals(List.of("0=from the other"), scan(snapshot, 0, 0, 10));
    }
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            path().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void directoriesWithOtherFilesAreRefused() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.createFile(other.resolve("thesis.tex"));
    StorageException e =
        assertThrows(StorageException.class, () -> LogStore.open(Vfs.local(), other, OPTIONS));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void modesSayWhetherThereMustBeAStore() {
    Path nothing = directory.resolve("deep/nothing");
    assertEquals(ErrorCode.NO_SUCH_DATABASE, codeOf(nothing, LogOptions.Mode.OPEN_EXISTING, false));
    assertEquals(ErrorCode.NO_SUCH_DATABASE, codeOf(nothing, LogOptions.Mode.OPEN_OR_CREATE, true));
    assertEquals(ErrorCode.DATABASE_EXISTS, codeOf(path(), LogOptions.Mode.CREATE_NEW, false));
    assertEquals(
        ErrorCode.NO_SUCH_DATABASE,
        assertThrows(
                StorageException.class,
                () -> LogStore.verify(Vfs.local(), directory, Progress.NONE))
            .code());
    assertEquals(
        ErrorCode.NO_SUCH_DATABASE,
        assertThrows(
                StorageException.class,
                () ->
                    LogStore.salvage(
                        Vfs.local(), nothing, path(), OPTIONS, MemberNames.NONE, Progress.NONE))
            .code());
    assertTrue(LogStore.exists(Vfs.local(), path()));
    LogStore.open(Vfs.local(), nothing, OPTIONS.withMode(LogOptions.Mode.CREATE_NEW)).close();
    assertTrue(LogStore.exists(Vfs.local(), nothing));
  }

  private static ErrorCode codeOf(Path path, LogOptions.Mode mode, boolean readOnly) {
    return assertThrows(
            StorageException.class,
            () -> LogStore.open(Vfs.local(), path, OPTIONS.withMode(mode).withReadOnly(readOnly)))
        .code();
  }

  @Test
  void interruptedThreadHarmsNothing() {
    int a = createCollection("a");
    Thread.currentThread().interrupt();
    try (Transaction transaction = store().begin()) {
      append(transaction, a, "x");
      transaction.commit(true);
    }
    byte[] large = new byte[200_000];
    try (Transaction transaction = store().begin()) {
      transaction.append(a, large, 0, large.length);
      transaction.commit(true);
    }
    assertTrue(Thread.interrupted());
    assertEquals(1, append(a, "y") - 1);
    assertEquals("y", read(a, 2));
  }

  @Test
  void readOnlyStoreStaysAtItsMoment() {
    int a = createCollection("a");
    append(a, "0");
    try (Store reader = LogStore.open(Vfs.local(), path(), OPTIONS.withReadOnly(true))) {
      append(a, "1");
      try (Snapshot snapshot = reader.snapshot()) {
        assertEquals(List.of("0=0"), scan(snapshot, a, 0, 10));
      }
    }
    try (Store reader = LogStore.open(Vfs.local(), path(), OPTIONS.withReadOnly(true));
        Snapshot snapshot = reader.snapshot()) {
      assertEquals(List.of("0=0", "1=1"), scan(snapshot, a, 0, 10));
    }
  }

  @Test
  void readOnlyStoreRefusesToWrite() throws IOException {
    append(createCollection("a"), "0");
    List<String> files = Vfs.local().list(path());
    try (LogStore reader = LogStore.open(Vfs.local(), path(), OPTIONS.withReadOnly(true))) {
      for (Executable each :
          List.<Executable>of(
              reader::begin, reader::checkpoint, () -> reader.compact(Progress.NONE))) {
        assertEquals(ErrorCode.READ_ONLY, assertThrows(StorageException.class, each).code());
      }
      reader.sync();
    }
    assertEquals(files, Vfs.local().list(path()));
  }

  @Test
  void backupIsAStoreOfItsOwn() {
    int a = createCollection("a");
    append(a, "0");
    Path copy = directory.resolve("copy");
    ((LogStore) store()).backup(copy, Progress.NONE);
    append(a, "1");
    try (Store other = LogStore.open(Vfs.local(), copy, OPTIONS)) {
      try (Transaction transaction = other.begin()) {
        assertEquals(1, append(transaction, a, "another"));
        transaction.commit(true);
      }
      assertEquals("1", read(a, 1));
    }
    StorageException e =
        assertThrows(
            StorageException.class, () -> ((LogStore) store()).backup(copy, Progress.NONE));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void compactionKeepsWhatSnapshotsSee() {
    int a = createCollection("a");
    for (int i = 0; i < 100; i++) {
      append(a, "record " + i);
    }
    try (Snapshot before = store().snapshot()) {
      String text = StoreText.of(before);
      for (int i = 0; i < 90; i++) {
        erase(a, i);
      }
      long dead = store().info().deadBytes();
      ((LogStore) store()).compact(Progress.NONE);
      assertTrue(store().info().deadBytes() < dead / 4);
      assertEquals(text, StoreText.of(before));
      assertNull(read(a, 89));
      assertEquals("record 90", read(a, 90));
    }
    String after = text(store());
    store().close();
    try (Store again = open()) {
      assertEquals(after, text(again));
    }
  }

  private static String text(Store store) {
    try (Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    }
  }
}
