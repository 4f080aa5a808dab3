package dev.sonatina.engine;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.query.EmbeddedDatabase;
import dev.sonatina.engine.storage.memory.MemoryStore;
import java.time.Duration;

/**
 * Opens databases.
 *
 * <pre>{@code
 * try (Database db = Sonatina.inMemory()) {
 *   Collection anomalies = db.createCollection("anomalies");
 *   anomalies.store("{\"rid\": 4, \"func\": \"MPI_Reduce()\"}");
 *   for (Record record : anomalies.filter("function($r) { return $r.rid == 4; }")) {
 *     System.out.println(record.json());
 *   }
 * }
 * }</pre>
 */
public final class Sonatina {

  /** How long a write waits for the transaction of another one. */
  private static final Duration WRITER_WAIT = Duration.ofSeconds(30);

  private Sonatina() {}

  /** A new, empty database on the heap, gone when it is closed. */
  public static Database inMemory() {
    return inMemory(OpenOptions.defaults());
  }

  /** A new, empty database on the heap. */
  public static Database inMemory(OpenOptions options) {
    return new EmbeddedDatabase(new MemoryStore(options.clock(), WRITER_WAIT), options);
  }
}
