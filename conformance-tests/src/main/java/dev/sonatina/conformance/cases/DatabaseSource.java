package dev.sonatina.conformance.cases;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import java.io.IOException;

/** Where a suite gets empty databases from, of one kind. */
public interface DatabaseSource extends AutoCloseable {

  /** A new, empty database; the caller closes it. */
  Database open();

  /** Frees what the databases needed, after they were closed. */
  @Override
  default void close() {}

  /** Databases in this process. */
  static DatabaseSource embedded(Plans plans) {
    return () -> Sonatina.inMemory(plans.options());
  }

  /** Databases behind a server that is started for the purpose, reached by the client. */
  static DatabaseSource served(Plans plans) throws IOException {
    return ServedDatabases.start(plans);
  }
}
