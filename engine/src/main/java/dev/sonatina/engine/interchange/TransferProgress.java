package dev.sonatina.engine.interchange;

/** Is told how far a long import or export has come. Called often; must be quick. */
@FunctionalInterface
public interface TransferProgress {

  /** Tells nobody. */
  TransferProgress NONE = (done, total) -> {};

  /**
   * Some records more are done.
   *
   * @param total all that there are, as far as is known beforehand
   */
  void records(long done, long total);
}
