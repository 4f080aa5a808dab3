package dev.sonatina.net.sonata.backend;

/** What a database of the engine has on disk, and who else looks at it. */
interface DatabaseFiles {

  /** Something that a client asked to be committed is; never throws. */
  default void committed() {}

  /**
   * Closes the database, which keeps everything, and brings up to date what other programs see.
   *
   * @throws BackendFault if they do not see it as it is; it is closed all the same
   */
  void close();

  /** Closes the database and removes it. */
  void destroy();
}
