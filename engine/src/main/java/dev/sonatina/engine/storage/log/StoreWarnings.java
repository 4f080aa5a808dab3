package dev.sonatina.engine.storage.log;

/**
 * Tells the log what went wrong without any work being refused or lost.
 *
 * <p>A class of its own, because the logger is made with the first warning: setting up Java's
 * logging takes longer than opening a store.
 */
final class StoreWarnings {

  private static final System.Logger LOG = System.getLogger(StoreWarnings.class.getName());

  private StoreWarnings() {}

  static void log(String message) {
    LOG.log(System.Logger.Level.WARNING, message);
  }
}
