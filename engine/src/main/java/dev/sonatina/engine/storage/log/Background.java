package dev.sonatina.engine.storage.log;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Hands work that can wait to the executor of a store's options. */
final class Background {

  private Background() {}

  /**
   * Has work done in the background, if there is somebody to do it: there may be no memory for
   * another thread. Whoever asks has just done something that counts, and must not fail for this.
   *
   * @return whether the work was taken; if not, somebody must ask again later
   */
  static boolean start(Executor executor, Runnable work) {
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      StoreWarnings.log("no thread for work in the background: " + e.getMessage());
      return false;
    }
  }
}
