package dev.sonatina.engine;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.query.EmbeddedDatabase;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.chronicle.ChronicleStore;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.storage.memory.MemoryStore;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.function.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Opens databases.
 *
 * <pre>{@code
 * try (Database db = Sonatina.inMemory()) {
 *   Collection anomalies = db.createCollection("anomalies");
 *   anomalies.store("{\"rid\": 4, \"func\": \"MPI_Reduce()\"}");
 *   for (Record record : anomalies.filter("function($r) { return $r.rid == 4; }")) {
 *     System.out.println(record.json());
 *   }
 * }
 * }</pre>
 */
public final class Sonatina {

  /** How long a write waits for the transaction of another one. */
  private static final Duration WRITER_WAIT = Duration.ofSeconds(30);

  private static final String UNQLITE_SUFFIX = ".unqlite";

  private Sonatina() {}

  /**
   * Opens the database in a directory, which holds nothing else, or creates it when there is none.
   * A {@code .unqlite} file is opened for reading.
   */
  public static Database open(Path path) {
    return open(path, OpenOptions.defaults());
  }

  /**
   * Opens the database in a directory, which holds nothing else, or, for reading only, a {@code
   * .unqlite} file.
   *
   * @throws StorageException {@code NO_SUCH_DATABASE} or {@code DATABASE_EXISTS} by the mode,
   *     {@code LOCKED} while another process has it open, {@code CORRUPT}, {@code TOO_OLD}, {@code
   *     TOO_NEW}, {@code IO_FAILURE}
   */
  public static Database open(Path path, OpenOptions options) {
    return open(path, options, List.of());
  }

  /**
   * As {@link #open(Path, OpenOptions)}.
   *
   * @param libraries functions and constants that scripts find besides the language's own
   */
  public static Database open(Path path, OpenOptions options, List<Library> libraries) {
    if (isUnqliteFile(path)) {
      return UnqliteDatabases.open(path, options, libraries);
    }
    Store store = openStore(path, options);
    try {
      return new EmbeddedDatabase(store, options, libraries);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  static boolean isUnqliteFile(Path path) {
    return Files.isRegularFile(path)
        || (path.toString().endsWith(UNQLITE_SUFFIX) && !Files.isDirectory(path));
  }

  /** Opens the store in a directory. */
  static Store openStore(Path directory, OpenOptions options) {
    LogOptions surroundings = LogOptions.defaults();
    LogOptions logOptions =
        surroundings
            .withSurroundings(options.clock(), surroundings.random(), surroundings.background())
            .withMode(mode(options.mode()))
            .withReadOnly(options.readOnly())
            .withTail(Math.max(1, options.logTailBytesMax() / 2), options.logTailBytesMax())
            .withWriterWait(WRITER_WAIT);
    if (options.store() == OpenOptions.StoreType.CHRONICLE && !options.readOnly()) {
      return ChronicleStore.open(Vfs.local(), directory, logOptions);
    }
    Store store = LogStore.open(Vfs.local(), directory, logOptions);
    if (!options.readOnly()) {
      leaveMirrorBehind(directory, store);
    }
    return store;
  }

  /** A mirror that the database may have will not follow what is written from now on. */
  private static void leaveMirrorBehind(Path directory, Store store) {
    try {
      ChronicleStore.leaveMirrorBehind(Vfs.local(), directory);
    } catch (IOException e) {
      store.close();
      throw new StorageException(
          ErrorCode.IO_FAILURE,
          "cannot mark the mirror of " + directory + ": " + e.getMessage(),
          e);
    }
  }

  private static LogOptions.Mode mode(OpenOptions.Mode mode) {
    return switch (mode) {
      case OPEN_OR_CREATE -> LogOptions.Mode.OPEN_OR_CREATE;
      case OPEN_EXISTING -> LogOptions.Mode.OPEN_EXISTING;
      case CREATE_NEW -> LogOptions.Mode.CREATE_NEW;
    };
  }

  /**
   * Looks for damage in a database that is not open in this process: in a directory, which another
   * process may be using, or in a {@code .unqlite} file. Nothing is changed. For one that is open
   * there is {@link Database#verify}.
   *
   * @return what was found; damage is in the report, not thrown
   * @throws StorageException {@code NO_SUCH_DATABASE}; {@code TOO_OLD}, {@code TOO_NEW}; {@code
   *     IO_FAILURE} if a file cannot be read
   */
  public static VerifyReport verify(Path path, Progress progress) {
    return Upkeep.verify(path, progress);
  }

  /**
   * Copies what can still be read of a damaged database to a new one; the damaged one, in a
   * directory or a {@code .unqlite} file, is not changed. Records keep their ids.
   *
   * @param directory a new or empty directory
   * @throws StorageException {@code NO_SUCH_DATABASE}; {@code INVALID_ARGUMENT} if there is
   *     something in the directory; {@code TOO_OLD}, {@code TOO_NEW}; {@code IO_FAILURE}, {@code
   *     DISK_FULL}
   */
  public static SalvageReport salvage(Path damaged, Path directory, Progress progress) {
    return Upkeep.salvage(damaged, directory, progress);
  }

  /** A new, empty database on the heap, gone when it is closed. */
  public static Database inMemory() {
    return inMemory(OpenOptions.defaults());
  }

  /** A new, empty database on the heap. */
  public static Database inMemory(OpenOptions options) {
    return inMemory(options, List.of());
  }

  /**
   * A new, empty database on the heap.
   *
   * @param libraries functions and constants that scripts find besides the language's own
   */
  public static Database inMemory(OpenOptions options, List<Library> libraries) {
    return new EmbeddedDatabase(new MemoryStore(options.clock(), WRITER_WAIT), options, libraries);
  }
}
