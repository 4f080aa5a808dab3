package dev.sonatina.engine.query;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends transactions that scripts keep open too long. Has a thread only while some transaction is
 * open. Safe for every thread.
 */
final class TransactionTimer implements AutoCloseable {

  private @Nullable ScheduledThreadPoolExecutor executor;

  synchronized ScheduledFuture<?> schedule(Runnable action, Duration delay) {
    if (executor == null) {
      executor = new ScheduledThreadPoolExecutor(1, TransactionTimer::thread);
      executor.setKeepAliveTime(1, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      executor.setRemoveOnCancelPolicy(true);
    }
    return executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonatina-transaction-timer");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void close() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }
}
