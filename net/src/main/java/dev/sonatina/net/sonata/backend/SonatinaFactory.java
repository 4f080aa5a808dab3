package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Type {@code sonatina}: the directory {@code path} is the database, as on the command line. Type
 * {@code chronicle}: likewise, with a mirror that other processes on the host read.
 */
final class SonatinaFactory implements BackendFactory {

  private static final System.Logger LOG = System.getLogger(SonatinaFactory.class.getName());

  private final DataDirectory directory;
  private final DatabaseOpener opener;
  private final OpenOptions.StoreType type;

  SonatinaFactory(DataDirectory directory, DatabaseOpener opener, OpenOptions.StoreType type) {
    this.directory = directory;
    this.opener = opener;
    this.type = type;
  }

  @Override
  public Backend create(String name, BackendConfig config) {
    String path = config.string("path", name);
    Path store = directory.resolveNew(path);
    if (Files.exists(store)) {
      throw new BackendFault(ErrorTexts.fileExists(path));
    }
    return open(path, store, OpenOptions.Mode.CREATE_NEW, config);
  }

  @Override
  public Backend attach(String name, BackendConfig config) {
    String path = config.string("path", name);
    Path store =
        directory
            .resolve(path)
            .filter(Files::exists)
            .orElseThrow(() -> new BackendFault(ErrorTexts.fileMissing(path)));
    return open(path, store, OpenOptions.Mode.OPEN_EXISTING, config);
  }

  private Backend open(String path, Path store, OpenOptions.Mode mode, BackendConfig config) {
    DeclaredColumns columns = DeclaredColumns.of(config);
    try {
      Database database = columns.in(opener.open(store, mode, type));
      return new EngineBackend(database, false, new Directory(database, store));
    } catch (SonatinaException e) {
      if (e.code() == ErrorCode.UNSUPPORTED) {
        throw new BackendFault(String.valueOf(e.getMessage()));
      }
      LOG.log(System.Logger.Level.WARNING, "cannot open database " + store, e);
      throw new BackendFault(ErrorTexts.cannotOpen(path));
    }
  }

  private record Directory(Database database, Path store) implements DatabaseFiles {

    @Override
    public void close() {
      database.close();
    }

    @Override
    public void destroy() {
      database.close();
      StoreFiles.remove(store);
    }
  }
}
