package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that help those who filter, shared by all filters of one database. They come with the
 * first filter that needs them and go after a second without work.
 */
final class ScanPool implements Executor, AutoCloseable {

  private final ThreadPoolExecutor executor;

  ScanPool(int threads) {
    executor =
        new ThreadPoolExecutor(
            Math.max(1, threads),
            Math.max(1, threads),
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            ScanPool::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonatina-scan");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      throw new StorageException(ErrorCode.CLOSED, "the database has been closed", e);
    }
  }

  /** Takes no more work; what is running ends as its scans do. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
