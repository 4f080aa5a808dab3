package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Database;
import java.util.List;
import java.util.Map;

/**
 * The columns that a database's configuration asks for: {@code "columns": {"anomalies": ["rid",
 * "event_window.exec_window[0].fid"]}}. They are kept with the database, so that naming them once
 * is enough.
 */
final class DeclaredColumns {

  private final Map<String, List<String>> pathsOfCollections;

  private DeclaredColumns(Map<String, List<String>> pathsOfCollections) {
    this.pathsOfCollections = pathsOfCollections;
  }

  /**
   * Reads them, before anything is made.
   *
   * @throws BackendFault when they are not lists of texts by collection
   */
  static DeclaredColumns of(BackendConfig config) {
    return new DeclaredColumns(config.textLists("columns"));
  }

  /** Declares them in a database that was just opened; closes it if one is refused. */
  Database in(Database database) {
    try {
      pathsOfCollections.forEach(
          (collection, paths) -> paths.forEach(path -> database.declareColumn(collection, path)));
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
