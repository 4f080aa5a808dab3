package dev.sonatina.engine.api;

/** Hears how far long work has got. Called on the thread that does it. */
@FunctionalInterface
public interface Progress {

  /** Listens to nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * Some of the work is done.
   *
   * @param doneBytes bytes dealt with so far
   * @param totalBytes bytes to deal with in all, as far as is known by now; at least what is done
   */
  void advanced(long doneBytes, long totalBytes);
}
