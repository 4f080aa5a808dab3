package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import java.nio.file.Path;

/** Opens databases of the engine with the server's limits. */
public interface DatabaseOpener {

  Database inMemory();

  /** Opens the store in a directory. */
  Database open(Path store, OpenOptions.Mode mode);
}
