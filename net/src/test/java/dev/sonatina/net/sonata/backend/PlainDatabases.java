package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.PublishedDatabase;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.TransferProgress;
import java.nio.file.Path;
import java.util.List;

/** Databases with the engine's own limits, and no functions for scripts beyond the language's. */
final class PlainDatabases implements DatabaseOpener {

  private final HeapBudget heapBudget = HeapBudget.unlimited();

  @Override
  public HeapBudget heapBudget() {
    return heapBudget;
  }

  @Override
  public Database inMemory() {
    return Sonatina.inMemory();
  }

  @Override
  public Database open(Path store, OpenOptions.Mode mode, OpenOptions.StoreType type) {
    return Sonatina.open(store, OpenOptions.defaults().withMode(mode).withStore(type));
  }

  @Override
  public PublishedDatabase create(Path file, Leftover leftover, boolean isFitting) {
    return PublishedDatabase.create(file, leftover, isFitting, OpenOptions.defaults(), List.of());
  }

  @Override
  public PublishedDatabase attach(
      Path file,
      Prefer prefer,
      boolean isFitting,
      TransferProgress progress,
      Cancellation cancellation) {
    return PublishedDatabase.attach(
        file, prefer, isFitting, OpenOptions.defaults(), List.of(), progress, cancellation);
  }
}
