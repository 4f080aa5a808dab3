package dev.sonatina.net.sonata.backend;

/** A type of database. */
public interface BackendFactory {

  /**
   * Makes a new database.
   *
   * @throws BackendFault when the configuration is wrong or the database exists already
   */
  Backend create(String name, BackendConfig config);

  /**
   * Opens a database that exists.
   *
   * @throws BackendFault when the configuration is wrong or there is no such database
   */
  Backend attach(String name, BackendConfig config);
}
