package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.PublishedDatabase;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.TransferProgress;
import java.nio.file.Path;

/** Opens databases of the engine with the server's limits. */
public interface DatabaseOpener {

  /** What the databases opened here, and those of other types beside them, share. */
  HeapBudget heapBudget();

  Database inMemory();

  /** Opens the store in a directory, of this type from now on. */
  Database open(Path store, OpenOptions.Mode mode, OpenOptions.StoreType type);

  /** As {@link PublishedDatabase#create}. */
  PublishedDatabase create(Path file, Leftover leftover, boolean isFitting);

  /** As {@link PublishedDatabase#attach}. */
  PublishedDatabase attach(
      Path file,
      Prefer prefer,
      boolean isFitting,
      TransferProgress progress,
      Cancellation cancellation);
}
