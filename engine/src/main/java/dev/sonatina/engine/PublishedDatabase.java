package dev.sonatina.engine;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.interchange.PublishedStore;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteExportReport;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.query.EmbeddedDatabase;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.function.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A database that other programs find as a {@code .unqlite} file: a store in the hidden directory
 * {@code .P.sonatina/}, published as the file P. While it is going to be published, records nested
 * deeper than the format holds are refused, and so are collections whose names would collide there.
 *
 * <p>Its owner publishes it when that is due, for instance before closing it for good. {@link
 * #database} is safe for every thread, the rest for one at a time.
 */
public final class PublishedDatabase implements AutoCloseable {

  /** An object with sixty-two levels of containers in it, which the original still accepts. */
  private static final int NESTING_MAX = 63;

  private final PublishedStore store;
  private final Database database;

  private PublishedDatabase(
      PublishedStore store, boolean isFitting, OpenOptions options, List<Library> libraries) {
    this.store = store;
    try {
      database =
          isFitting
              ? new EmbeddedDatabase(store.store(), fitting(options), libraries)
              : new EmbeddedDatabase(store.unguardedStore(), options, libraries);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private static OpenOptions fitting(OpenOptions options) {
    RecordLimits limits = options.recordLimits();
    return options.withRecordLimits(
        limits.withNestingMax(Math.min(NESTING_MAX, limits.nestingMax())));
  }

  /**
   * Creates a database and an empty file.
   *
   * @param leftover what becomes of a store that is left from a file somebody removed; a note tells
   * @param isFitting whether what the file could not hold is refused
   * @throws DatabaseException {@link ErrorCode#DATABASE_EXISTS} if there is a file
   */
  public static PublishedDatabase create(
      Path file,
      PublishedStore.Leftover leftover,
      boolean isFitting,
      OpenOptions options,
      List<Library> libraries) {
    PublishedStore store =
        PublishedStore.create(Vfs.local(), file, leftover, opener(options), options.clock());
    return new PublishedDatabase(store, isFitting, options, libraries);
  }

  /**
   * Opens a database: its store, or what is imported from the file if there is no store yet.
   *
   * @param prefer which one counts if another program has changed the file since it was published
   * @param isFitting whether what the file could not hold is refused
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_DATABASE} if there is no file; {@link
   *     ErrorCode#INVALID_ARGUMENT} if the file was changed and nothing is preferred
   */
  public static PublishedDatabase attach(
      Path file,
      PublishedStore.Prefer prefer,
      boolean isFitting,
      OpenOptions options,
      List<Library> libraries,
      TransferProgress progress,
      Cancellation cancellation) {
    PublishedStore store =
        PublishedStore.attach(
            Vfs.local(), file, opener(options), options.clock(), prefer, progress, cancellation);
    return new PublishedDatabase(store, isFitting, options, libraries);
  }

  /** Removes the file and the store of a database that is not open. */
  public static void destroy(Path file) {
    PublishedStore.destroy(Vfs.local(), file);
  }

  /** Removes the store of a database that is not open; the file is all that stays. */
  public static void leaveFile(Path file) {
    PublishedStore.removeStore(Vfs.local(), file);
  }

  public Database database() {
    return database;
  }

  /** What happened so far that the owner should know, for instance what was moved aside. */
  public List<String> notes() {
    return store.notes();
  }

  /** What was imported when the database was opened, if the file was. */
  public Optional<UnqliteImportReport> imported() {
    return store.imported();
  }

  /**
   * Writes the file anew, unless it shows the database as it is. May take long, and hinders nobody;
   * a cancelled or failed one leaves the old file.
   *
   * @return what was written, empty if there was nothing to do
   */
  public Optional<UnqliteExportReport> publish(
      TransferProgress progress, Cancellation cancellation) {
    return store.publish(progress, cancellation);
  }

  /** Closes the database, without publishing it. */
  @Override
  public void close() {
    database.close();
  }

  private static PublishedStore.StoreOpener opener(OpenOptions options) {
    return (directory, isNew) ->
        Sonatina.openStore(
            directory,
            options.withMode(isNew ? OpenOptions.Mode.CREATE_NEW : OpenOptions.Mode.OPEN_EXISTING));
  }
}
