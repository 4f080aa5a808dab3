package dev.sonatina.engine;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteExport;
import dev.sonatina.engine.interchange.UnqliteExportReport;
import dev.sonatina.engine.interchange.UnqliteImport;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.interchange.UnqliteStore;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.query.EmbeddedDatabase;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.function.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Takes databases over from {@code .unqlite} files, writes them there, and opens such files as they
 * are. How one database lives in both forms is told by {@link PublishedDatabase}.
 */
public final class UnqliteDatabases {

  private UnqliteDatabases() {}

  /**
   * Opens a file for reading, without importing it. Writes are refused.
   *
   * @throws SonatinaException {@code CORRUPT} with page and offset, {@code IO_FAILURE}
   */
  public static Database open(Path file, OpenOptions options, List<Library> libraries) {
    Store store = UnqliteStore.open(Vfs.local(), file);
    try {
      return new EmbeddedDatabase(store, options.withReadOnly(true), libraries);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Adds the collections of a file to a database, which is created when there is none.
   *
   * @param directory the database, not open anywhere
   * @param reading what to do about damage
   * @throws SonatinaException {@code COLLECTION_EXISTS}, {@code LOCKED}, {@code CORRUPT}, {@code
   *     CANCELLED}; then the database has none of the collections
   */
  public static UnqliteImportReport importFile(
      Path file,
      Path directory,
      UnqliteFile.Reading reading,
      TransferProgress progress,
      Cancellation cancellation) {
    try (UnqliteFile source = UnqliteFile.open(Vfs.local(), file, reading);
        Store store = Sonatina.openStore(directory, OpenOptions.defaults())) {
      return new UnqliteImport(store, Clock.systemUTC(), progress, cancellation).run(source);
    }
  }

  /**
   * Writes a database to a file, in the place of a {@code .unqlite} file that is there.
   *
   * @param directory the database, which may be open elsewhere: it is written as it is now
   * @throws SonatinaException {@code NO_SUCH_DATABASE}; {@code DATABASE_EXISTS} if there is a file
   *     of another kind; {@code INVALID_NAME} or {@code LIMIT_EXCEEDED} for what the format cannot
   *     hold; {@code CANCELLED}; then the file is as it was
   */
  public static UnqliteExportReport exportTo(
      Path file, Path directory, TransferProgress progress, Cancellation cancellation) {
    OpenOptions options =
        OpenOptions.defaults().withMode(OpenOptions.Mode.OPEN_EXISTING).withReadOnly(true);
    requireReplaceable(file);
    try (Store store = Sonatina.openStore(directory, options);
        Snapshot snapshot = store.snapshot()) {
      return new UnqliteExport(Vfs.local(), Clock.systemUTC(), progress, cancellation)
          .write(snapshot, file);
    }
  }

  /** A mistyped name must not cost somebody a file. */
  private static void requireReplaceable(Path file) {
    boolean isOther =
        Files.isDirectory(file)
            || (Files.exists(file) && !UnqliteFile.looksLikeDatabase(Vfs.local(), file));
    if (isOther) {
      throw new DatabaseException(
          ErrorCode.DATABASE_EXISTS, file + " exists and is no .unqlite file; it is left as it is");
    }
  }
}
