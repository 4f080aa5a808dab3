package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Type {@code unqlite}: a database at path P is a store in the directory {@code P.sonatina} beside
 * the file P, which tells other programs that the database exists.
 *
 * <p>{@code path} is required unless {@code in-memory} is set; the path {@code :mem:} and {@code
 * temporary} keep the database on the heap too. {@code mutex} is checked and otherwise without
 * meaning, since operations on one database no longer exclude each other; {@code bypass} refuses
 * records that are no objects, as it did. {@code columns} is ours: see {@link DeclaredColumns}.
 */
final class UnqliteFactory implements BackendFactory {

  private static final System.Logger LOG = System.getLogger(UnqliteFactory.class.getName());
  private static final Set<String> MUTEXES = Set.of("none", "global", "posix", "abt");
  private static final String STORE_SUFFIX = ".sonatina";
  private static final String MEMORY_PATH = ":mem:";

  private final DataDirectory directory;
  private final DatabaseOpener opener;

  UnqliteFactory(DataDirectory directory, DatabaseOpener opener) {
    this.directory = directory;
    this.opener = opener;
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
    Path file =
        directory.resolve(path).orElseThrow(() -> new BackendFault(ErrorTexts.pathOutside(path)));
    if (Files.exists(file)) {
      throw new BackendFault(ErrorTexts.fileExists(path));
    }
    if (onHeap) {
      return onHeap(config);
    }
    return createAt(path, file, config);
  }

  private Backend createAt(String path, Path file, BackendConfig config) {
    Path store = storeOf(file);
    if (Files.exists(store)) {
      throw new BackendFault(ErrorTexts.fileExists(path));
    }
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createFile(file);
      return onDisk(file, store, OpenOptions.Mode.CREATE_NEW, config);
    } catch (IOException | SonatinaException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot create database " + store, e);
      StoreFiles.remove(store, file);
      throw new BackendFault(ErrorTexts.cannotCreate(path));
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
    // Whether something exists outside of the data directory is not for clients to know.
    Path file =
        directory.resolve(path).orElseThrow(() -> new BackendFault(ErrorTexts.fileMissing(path)));
    Path store = storeOf(file);
    if (!Files.exists(store)) {
      throw new BackendFault(
          Files.exists(file) ? ErrorTexts.cannotOpen(path) : ErrorTexts.fileMissing(path));
    }
    try {
      return onDisk(file, store, OpenOptions.Mode.OPEN_EXISTING, config);
    } catch (SonatinaException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot open database " + store, e);
      throw new BackendFault(ErrorTexts.cannotOpen(path));
    }
  }

  private static void checkMutex(BackendConfig config) {
    if (!MUTEXES.contains(config.string("mutex", "global"))) {
      throw new BackendFault(ErrorTexts.UNKNOWN_MUTEX);
    }
  }

  private static Path storeOf(Path file) {
    return file.resolveSibling(file.getFileName() + STORE_SUFFIX);
  }

  private Backend onHeap(BackendConfig config) {
    Runnable remove =
        () -> {
          throw new BackendFault(ErrorTexts.NO_FILE_TO_REMOVE);
        };
    Database database = DeclaredColumns.of(config).in(opener.inMemory());
    return new EngineBackend(database, config.bool("bypass", false), remove);
  }

  private Backend onDisk(Path file, Path store, OpenOptions.Mode mode, BackendConfig config) {
    DeclaredColumns columns = DeclaredColumns.of(config);
    Database database = columns.in(opener.open(store, mode));
    return new EngineBackend(
        database, config.bool("bypass", false), () -> StoreFiles.remove(store, file));
  }
}
