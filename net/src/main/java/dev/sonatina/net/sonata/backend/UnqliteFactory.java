package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.PublishedDatabase;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Type {@code unqlite}: a database at path P is a store in the hidden directory {@code .P.sonatina}
 * and the file P, as which it is published for other programs.
 *
 * <p>{@code path} is required unless {@code in-memory} is set; the path {@code :mem:} and {@code
 * temporary} keep the database on the heap too. {@code mutex} is checked and otherwise without
 * meaning, since operations on one database no longer exclude each other; {@code bypass} refuses
 * records that are no objects, as it did.
 *
 * <p>Ours are {@code columns}: see {@link DeclaredColumns}; {@code publish}: {@code detach} (the
 * file is written when the database is detached or the server stops), {@code commit} (then as well)
 * or {@code never}; {@code keep}: {@code store}, or {@code file} to be left with nothing but the
 * file once that is written, and without a store whose file was removed; and {@code prefer}: {@code
 * file} or {@code store}, which one counts if another program has changed the file.
 */
final class UnqliteFactory implements BackendFactory {

  private static final System.Logger LOG = System.getLogger(UnqliteFactory.class.getName());
  private static final Set<String> MUTEXES = Set.of("none", "global", "posix", "abt");
  private static final Set<String> PUBLISH = Set.of("detach", "commit", "never");
  private static final Set<String> KEEP = Set.of("store", "file");
  private static final Set<String> PREFER = Set.of("ask", "file", "store");
  private static final String MEMORY_PATH = ":mem:";

  private final DataDirectory directory;
  private final DatabaseOpener opener;
  private final FileTransfers transfers;

  UnqliteFactory(DataDirectory directory, DatabaseOpener opener, FileTransfers transfers) {
    this.directory = directory;
    this.opener = opener;
    this.transfers = transfers;
  }

  @Override
  public Backend create(String name, BackendConfig config) {
    boolean temporary = config.bool("temporary", false);
    boolean inMemory = config.bool("in-memory", false);
    config.bool("bypass", false); // refused before there is a file
    checkMutex(config);
    if (!config.has("path") && !inMemory) {
      throw new BackendFault(ErrorTexts.UNQLITE_NEEDS_PATH);
    }
    String path = config.string("path", "");
    DeclaredColumns.of(config); // refused before there is a file
    boolean onHeap = inMemory || temporary || path.equals(MEMORY_PATH);
    if (path.isEmpty() || path.equals(MEMORY_PATH)) {
      return onHeap(config);
    }
    Path file = directory.resolveNew(path);
    if (Files.exists(file)) {
      throw new BackendFault(ErrorTexts.fileExists(path));
    }
    return onHeap ? onHeap(config) : createAt(path, file, config);
  }

  private Backend createAt(String path, Path file, BackendConfig config) {
    UnqliteFiles.Publish publish = publish(config);
    UnqliteFiles.Keep keep = keep(config);
    DeclaredColumns columns = DeclaredColumns.of(config);
    boolean objectsOnly = config.bool("bypass", false);
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      PublishedDatabase created = opener.create(file, leftover(keep), isFitting(publish));
      return onDisk(
          columns,
          created,
          new UnqliteFiles(path, file, publish, keep, created, transfers),
          objectsOnly);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot create database " + file, e);
      throw new BackendFault(ErrorTexts.cannotCreate(path));
    } catch (SonatinaException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot create database " + file, e);
      throw new BackendFault(ErrorTexts.cannotCreate(path, e.code()));
    }
  }

  @Override
  public Backend attach(String name, BackendConfig config) {
    config.bool("bypass", false); // refused before a file is looked for
    if (!config.has("path")) {
      throw new BackendFault(ErrorTexts.UNQLITE_NEEDS_PATH);
    }
    String path = config.string("path", "");
    checkMutex(config);
    UnqliteFiles.Publish publish = publish(config);
    UnqliteFiles.Keep keep = keep(config);
    DeclaredColumns columns = DeclaredColumns.of(config);
    boolean objectsOnly = config.bool("bypass", false);
    Prefer prefer = Prefer.valueOf(word(config, "prefer", "ask", PREFER));
    // Whether something exists outside of the data directory is not for clients to know.
    Path file =
        directory.resolve(path).orElseThrow(() -> new BackendFault(ErrorTexts.fileMissing(path)));
    try {
      PublishedDatabase attached =
          opener.attach(
              file,
              prefer,
              isFitting(publish),
              transfers.progress("importing " + file),
              transfers.imports());
      attached.imported().ifPresent(report -> logImport(file, report));
      return onDisk(
          columns,
          attached,
          new UnqliteFiles(path, file, publish, keep, attached, transfers),
          objectsOnly);
    } catch (SonatinaException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot open database " + file, e);
      throw new BackendFault(ErrorTexts.cannotAttach(path, e.code()));
    }
  }

  private static void checkMutex(BackendConfig config) {
    if (!MUTEXES.contains(config.string("mutex", "global"))) {
      throw new BackendFault(ErrorTexts.UNKNOWN_MUTEX);
    }
  }

  private static UnqliteFiles.Publish publish(BackendConfig config) {
    return UnqliteFiles.Publish.valueOf(word(config, "publish", "detach", PUBLISH));
  }

  private static UnqliteFiles.Keep keep(BackendConfig config) {
    return UnqliteFiles.Keep.valueOf(word(config, "keep", "store", KEEP));
  }

  /** Where nothing but the file is kept, who removes the file removes the database. */
  private static Leftover leftover(UnqliteFiles.Keep keep) {
    return keep == UnqliteFiles.Keep.FILE ? Leftover.DISCARDED : Leftover.ASIDE;
  }

  /** One of some words, in the capitals of an enum's constants. */
  private static String word(
      BackendConfig config, String key, String fallback, Set<String> expected) {
    String word = config.string(key, fallback);
    if (!expected.contains(word)) {
      throw new BackendFault(ErrorTexts.unknownWord(key, expected));
    }
    return word.toUpperCase(Locale.ROOT);
  }

  /** Only what is never published may hold what the file cannot. */
  private static boolean isFitting(UnqliteFiles.Publish publish) {
    return publish != UnqliteFiles.Publish.NEVER;
  }

  private static void logImport(Path file, UnqliteImportReport report) {
    LOG.log(
        System.Logger.Level.INFO,
        "imported {0}: {1} records in {2} collections{3}{4}",
        file,
        report.records(),
        report.collections(),
        report.repairedIds() == 0 ? "" : ", " + report.repairedIds() + " wrong __id repaired",
        report.wasRolledBack() ? ", an unfinished transaction left out" : "");
    for (String remark : report.remarks()) {
      LOG.log(System.Logger.Level.WARNING, remark);
    }
  }

  private Backend onHeap(BackendConfig config) {
    Database database = DeclaredColumns.of(config).in(opener.inMemory());
    DatabaseFiles none =
        new DatabaseFiles() {
          @Override
          public void close() {
            database.close();
          }

          @Override
          public void destroy() {
            database.close();
            throw new BackendFault(ErrorTexts.NO_FILE_TO_REMOVE);
          }
        };
    return new EngineBackend(database, config.bool("bypass", false), none);
  }

  private static Backend onDisk(
      DeclaredColumns columns,
      PublishedDatabase published,
      UnqliteFiles files,
      boolean objectsOnly) {
    Database database = columns.in(published.database());
    return new EngineBackend(database, objectsOnly, files);
  }
}
