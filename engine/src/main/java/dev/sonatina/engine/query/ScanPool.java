package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that help those who filter, shared by all filters of one database. They come with the
 * first filter that needs them and go after a second without work.
 */
final class ScanPool implements Executor, AutoCloseable {

  private final int threads;
  private @Nullable ThreadPoolExecutor executor;
  private boolean closed;

  ScanPool(int threads) {
    this.threads = Math.max(1, threads);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonatina-scan");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (closed) {
      throw new StorageException(ErrorCode.CLOSED, "the database has been closed");
    }
    if (executor == null) {
      executor =
          new ThreadPoolExecutor(
              threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ScanPool::thread);
      executor.allowCoreThreadTimeOut(true);
    }
    executor.execute(task);
  }

  /** Takes no more work; what is running ends as its scans do. */
  @Override
  public synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdown();
    }
  }
}
