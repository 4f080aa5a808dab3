package dev.sonatina.net.server;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.sonata.backend.DatabaseOpener;
import java.nio.file.Path;

/** Opens databases of the engine with the options of a server. */
record EngineDatabases(OpenOptions options) implements DatabaseOpener {

  @Override
  public Database inMemory() {
    return Sonatina.inMemory(options);
  }

  @Override
  public Database open(Path store, OpenOptions.Mode mode) {
    return Sonatina.open(store, options.withMode(mode));
  }
}
