package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.unqlite.UnqliteBuilder;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that stands beside a {@code .unqlite} file and is published as that file: how a Sonata
 * database at a path P lives here.
 *
 * <pre>
 *   P                        what other programs open; written anew by {@link #publish}
 *   .P.sonatina/             the store
 *   .P.sonatina-importing/   a store being made from P, renamed when it is complete
 *   .P.sonatina-removing/    a store that is no longer needed, until all its files are gone
 *   P.aside-1, .P.sonatina.aside-1, …   what had to give way
 * </pre>
 *
 * <p>What is ours is hidden, so that scripts which clean up with {@code rm -f P*} meet files only.
 * A store under the name without the point, as earlier versions made it, is used as it lies.
 *
 * <p>The store is the truth from the moment P was imported. The store remembers which file it
 * wrote; if another program has changed that since, attaching says so and asks which of the two
 * counts.
 *
 * <p>{@link #store} is safe for every thread, the rest for one at a time.
 */
public final class PublishedStore implements AutoCloseable {

  private static final String STORE_SUFFIX = ".sonatina";
  private static final String IMPORTING_SUFFIX = ".sonatina-importing";
  private static final String LOCK_SUFFIX = ".sonatina-importing-lock";

  /** What becomes of the store of a file that somebody removed. */
  public enum Leftover {
    /** It is moved aside, since it may hold what was never published. */
    ASIDE,
    /** It goes the way of its file. */
    DISCARDED
  }

  /** Which one counts when both the file and the store have changed. */
  public enum Prefer {
    /** Neither: attaching fails and says what to do. */
    ASK,
    /** The file: the store is moved aside. */
    FILE,
    /** The store: the file is moved aside, and published anew. */
    STORE
  }

  /** Opens stores in directories. */
  public interface StoreOpener {
    /**
     * Opens a store.
     *
     * @param create whether there must be none yet, rather than one
     */
    Store open(Path directory, boolean create);
  }

  private final Vfs vfs;
  private final Path file;
  private final Clock clock;
  private final Store store;
  private final List<String> notes;
  private final @Nullable UnqliteImportReport imported;

  private PublishedStore(
      Vfs vfs,
      Path file,
      Clock clock,
      Store store,
      List<String> notes,
      @Nullable UnqliteImportReport imported) {
    this.vfs = vfs;
    this.file = file;
    this.clock = clock;
    this.store = store;
    this.notes = notes;
    this.imported = imported;
  }

  private static Path hidden(Path file, String suffix) {
    return file.resolveSibling("." + file.getFileName() + suffix);
  }

  /** Where the store of a file lies, or is to be made. */
  private static Path directoryOf(Vfs vfs, Path file) {
    Path former = file.resolveSibling(file.getFileName() + STORE_SUFFIX);
    return StoreDirectory.exists(vfs, former) ? former : hidden(file, STORE_SUFFIX);
  }

  /**
   * Creates a database and publishes it, empty.
   *
   * @param leftover what becomes of a store that is left from a file somebody removed
   * @throws DatabaseException {@link ErrorCode#DATABASE_EXISTS} if there is a file
   * @throws StorageException {@link ErrorCode#LOCKED} if such a store is still in use
   */
  public static PublishedStore create(
      Vfs vfs, Path file, Leftover leftover, StoreOpener opener, Clock clock) {
    if (StoreDirectory.exists(vfs, file)) {
      throw new DatabaseException(ErrorCode.DATABASE_EXISTS, file + " exists already");
    }
    List<String> notes = new ArrayList<>();
    Path former = directoryOf(vfs, file);
    if (StoreDirectory.exists(vfs, former)) {
      requireUnused(former, opener);
      notes.add(file + " had been removed; the store it left was " + clear(vfs, former, leftover));
    }
    Store store = opener.open(directoryOf(vfs, file), true);
    PublishedStore created = new PublishedStore(vfs, file, clock, store, notes, null);
    return created.published();
  }

  /** Makes room for a new store, and says what became of the old one. */
  private static String clear(Vfs vfs, Path directory, Leftover leftover) {
    if (leftover == Leftover.ASIDE) {
      return "moved to " + StoreDirectory.moveAside(vfs, directory);
    }
    StoreDirectory.discard(vfs, directory);
    return "discarded";
  }

  /**
   * Opens a database: the store if there is one, else what is imported from the file.
   *
   * @throws DatabaseException {@link ErrorCode#NO_SUCH_DATABASE} if there is no file; {@link
   *     ErrorCode#INVALID_ARGUMENT} if the file was changed by another program since it was
   *     published and nothing is preferred; then both are left as they are
   * @throws StorageException {@link ErrorCode#LOCKED}, {@link ErrorCode#CORRUPT}; {@link
   *     ErrorCode#BUSY} if the file changes while it is being imported
   */
  public static PublishedStore attach(
      Vfs vfs,
      Path file,
      StoreOpener opener,
      Clock clock,
      Prefer prefer,
      TransferProgress progress,
      Cancellation cancellation) {
    boolean hasFile = StoreDirectory.exists(vfs, file);
    Path directory = directoryOf(vfs, file);
    if (!hasFile && prefer != Prefer.STORE) {
      throw new DatabaseException(ErrorCode.NO_SUCH_DATABASE, file + " does not exist");
    }
    List<String> notes = new ArrayList<>();
    if (StoreDirectory.exists(vfs, directory)) {
      Store store = opener.open(directory, false);
      boolean isOurs = false;
      try {
        isOurs = hasFile && isPublishedAs(store, vfs, file);
        if (!isOurs && prefer == Prefer.ASK) {
          throw changedByOthers(file, directory);
        }
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
      if (isOurs || prefer == Prefer.STORE) {
        if (hasFile && !isOurs) {
          notes.add("the changed file was moved to " + moveFileAside(vfs, file));
        }
        PublishedStore attached = new PublishedStore(vfs, file, clock, store, notes, null);
        return isOurs ? attached : attached.published();
      }
      store.close();
      notes.add("the store was moved to " + StoreDirectory.moveAside(vfs, directory));
    } else if (!hasFile) {
      throw new DatabaseException(ErrorCode.NO_SUCH_DATABASE, file + " does not exist");
    }
    UnqliteImportReport imported = importFile(vfs, file, opener, clock, progress, cancellation);
    return new PublishedStore(vfs, file, clock, opener.open(directory, false), notes, imported);
  }

  /** Removes the file, its journal and the store, which must be closed. */
  public static void destroy(Vfs vfs, Path file) {
    StoreDirectory.removeFile(vfs, UnqliteFile.journalOf(file));
    StoreDirectory.removeFile(vfs, file);
    removeStore(vfs, file);
  }

  /**
   * Removes the store of a database that is not open, and leaves what was published as all that is
   * known of it.
   */
  public static void removeStore(Vfs vfs, Path file) {
    StoreDirectory.discard(vfs, directoryOf(vfs, file));
  }

  /** The store. Collections whose names a file could not hold together are refused there. */
  public Store store() {
    return new CollisionGuard(store);
  }

  /** The store, for one that is not going to be published: any collection may be made there. */
  public Store unguardedStore() {
    return store;
  }

  /** What happened so far that the owner of the database should know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** What was imported when the database was opened, if the file was. */
  public Optional<UnqliteImportReport> imported() {
    return Optional.ofNullable(imported);
  }

  /**
   * Writes the file anew, unless it shows the store as it is. May take long, and hinders nobody; a
   * cancelled or failed one leaves the old file. A file that another program has changed meanwhile
   * is moved aside.
   *
   * @return what was written, empty if there was nothing to do
   */
  public Optional<UnqliteExportReport> publish(
      TransferProgress progress, Cancellation cancellation) {
    try (Snapshot snapshot = store.snapshot()) {
      boolean hasFile = StoreDirectory.exists(vfs, file);
      boolean isOurs = hasFile && isPublishedAs(store, vfs, file);
      PublicationMark last = PublicationMark.actual(snapshot);
      if (isOurs && last != null && last.version() == snapshot.version()) {
        return Optional.empty();
      }
      UnqliteExport export = new UnqliteExport(vfs, clock, progress, cancellation);
      try (UnqliteBuilder builder = export.build(snapshot, file)) {
        FileStamp stamp = FileStamp.of(vfs, builder.built());
        long intended = mark(stamp, snapshot.version(), false);
        if (hasFile && !isOurs) {
          notes.add(file + " had been changed; it was moved to " + moveFileAside(vfs, file));
        }
        builder.moveIntoPlace();
        mark(stamp, intended, true);
        return Optional.of(UnqliteExport.report(snapshot, builder));
      }
    }
  }

  /** Closes the store, without publishing it. */
  @Override
  public void close() {
    store.close();
  }

  private PublishedStore published() {
    try {
      publish(TransferProgress.NONE, new Cancellation());
      return this;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Stores a mark in a transaction of its own.
   *
   * @param expected the version the store has if nothing but marks has changed since the snapshot
   * @return the version with the mark; one that never comes if something else has changed
   */
  private long mark(FileStamp stamp, long expected, boolean isActual) {
    try (Transaction transaction = store.begin()) {
      long version = versionOf(store) == expected ? expected + 1 : -1;
      PublicationMark mark = new PublicationMark(stamp, version);
      if (isActual) {
        mark.storeActual(transaction);
      } else {
        mark.storeIntended(transaction);
      }
      transaction.commit(true);
      return version;
    }
  }

  private static boolean isPublishedAs(Store store, Vfs vfs, Path file) {
    try (Snapshot snapshot = store.snapshot()) {
      PublicationMark actual = PublicationMark.actual(snapshot);
      PublicationMark intended = PublicationMark.intended(snapshot);
      return (actual != null && actual.file().isOf(vfs, file))
          || (intended != null && intended.file().isOf(vfs, file));
    }
  }

  /** A damaged store may be moved aside, one that somebody works with must not be. */
  private static void requireUnused(Path directory, StoreOpener opener) {
    try {
      opener.open(directory, false).close();
    } catch (StorageException e) {
      if (e.code() == ErrorCode.LOCKED) {
        throw e;
      }
    }
  }

  /**
   * Makes the store from the file, in a directory that gets the store's name when it is complete.
   */
  private static UnqliteImportReport importFile(
      Vfs vfs,
      Path file,
      StoreOpener opener,
      Clock clock,
      TransferProgress progress,
      Cancellation cancellation) {
    Path importing = hidden(file, IMPORTING_SUFFIX);
    Path lock = hidden(file, LOCK_SUFFIX);
    StoreDirectory.Lock held = StoreDirectory.lock(vfs, lock);
    try {
      StoreDirectory.remove(vfs, importing); // Left by a process that died.
      UnqliteImportReport report;
      try (Store store = opener.open(importing, true)) {
        report = fill(store, vfs, file, clock, progress, cancellation);
      }
      StoreDirectory.move(vfs, importing, directoryOf(vfs, file));
      return report;
    } finally {
      StoreDirectory.remove(vfs, importing);
      held.close();
    }
  }

  private static UnqliteImportReport fill(
      Store store,
      Vfs vfs,
      Path file,
      Clock clock,
      TransferProgress progress,
      Cancellation cancellation) {
    FileStamp stamp = FileStamp.of(vfs, file);
    UnqliteImportReport report;
    try (UnqliteFile source = UnqliteFile.open(vfs, file, UnqliteFile.Reading.STRICT)) {
      report = new UnqliteImport(store, clock, progress, cancellation).run(source);
    }
    if (!stamp.isOf(vfs, file)) {
      throw new StorageException(
          ErrorCode.BUSY, file + " was changed by another program while it was being imported");
    }
    try (Transaction transaction = store.begin()) {
      new PublicationMark(stamp, versionOf(store) + 1).storeActual(transaction);
      transaction.commit(true);
    }
    return report;
  }

  private static Path moveFileAside(Vfs vfs, Path file) {
    Path aside = StoreDirectory.moveAside(vfs, file);
    Path journal = UnqliteFile.journalOf(file);
    if (StoreDirectory.exists(vfs, journal)) {
      StoreDirectory.move(vfs, journal, UnqliteFile.journalOf(aside));
    }
    return aside;
  }

  private static long versionOf(Store store) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.version();
    }
  }

  private static DatabaseException changedByOthers(Path file, Path directory) {
    return new DatabaseException(
        ErrorCode.INVALID_ARGUMENT,
        file
            + " was changed by another program since it was published from "
            + directory
            + "; say which one counts, \"prefer\": \"file\" or \"prefer\": \"store\""
            + " (the other one is kept aside)");
  }
}
