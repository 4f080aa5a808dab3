package dev.sonatina.net.sonata.script;

import dev.sonatina.engine.PublishedDatabase;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.net.sonata.backend.DatabaseOpener;
import java.nio.file.Path;
import java.util.List;

/** Opens databases of the engine whose scripts have the {@code sonata_*} functions. */
public final class ScriptedDatabases implements DatabaseOpener {

  private final OpenOptions options;
  private final List<Library> libraries;

  public ScriptedDatabases(OpenOptions options, ScriptPeers peers) {
    this.options = options;
    libraries = List.of(SonataLibrary.create(peers, options.heapBudget()));
  }

  @Override
  public HeapBudget heapBudget() {
    return options.heapBudget();
  }

  @Override
  public Database inMemory() {
    return Sonatina.inMemory(options, libraries);
  }

  @Override
  public Database open(Path store, OpenOptions.Mode mode, OpenOptions.StoreType type) {
    return Sonatina.open(store, options.withMode(mode).withStore(type), libraries);
  }

  @Override
  public PublishedDatabase create(Path file, Leftover leftover, boolean isFitting) {
    return PublishedDatabase.create(file, leftover, isFitting, options, libraries);
  }

  @Override
  public PublishedDatabase attach(
      Path file,
      Prefer prefer,
      boolean isFitting,
      TransferProgress progress,
      Cancellation cancellation) {
    return PublishedDatabase.attach(
        file, prefer, isFitting, options, libraries, progress, cancellation);
  }
}
