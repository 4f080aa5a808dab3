package dev.sonatina.net.rpc;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls run: some for what ends soon, others for scripts, so that scripts that
 * never end hold up nothing but scripts. Threads that have nothing to do go away.
 */
public final class Workers implements AutoCloseable {

  private static final long IDLE_SECONDS = 30;
  private static final long IDLE_POLL_MILLIS = 5;
  private static final int SCRIPT_THREADS_MAX = 32;
  private static final int SCRIPTS_PER_DATABASE = 8;

  private final ThreadPoolExecutor shortWork;
  private final ThreadPoolExecutor scriptWork;
  private final int readsPerDatabase;

  /** Workers for a machine with this many processors. */
  public Workers(int processors) {
    readsPerDatabase = 2 * processors;
    shortWork = pool("sonatina-worker-", 4 * processors);
    scriptWork = pool("sonatina-script-", SCRIPT_THREADS_MAX);
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          String threadName = name + number.incrementAndGet();
          Thread thread = new Turn.Worker(task, threadName, System::nanoTime);
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  public DatabaseLanes newLanes() {
    return new DatabaseLanes(shortWork, scriptWork, readsPerDatabase, SCRIPTS_PER_DATABASE);
  }

  /** For work that belongs to no database yet. */
  public Executor shortWork() {
    return shortWork;
  }

  /** Waits until nothing runs, for at most this long. */
  public void awaitIdle(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!isIdle() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(IDLE_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isIdle() {
    return isIdle(shortWork) && isIdle(scriptWork);
  }

  private static boolean isIdle(ThreadPoolExecutor pool) {
    return pool.getActiveCount() == 0 && pool.getQueue().isEmpty();
  }

  /** Lets running and waiting tasks end, for at most this long, then interrupts them. */
  public void stop(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    List<ThreadPoolExecutor> pools = List.of(shortWork, scriptWork);
    pools.forEach(ThreadPoolExecutor::shutdown);
    for (ThreadPoolExecutor pool : pools) {
      try {
        if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          pool.shutdownNow();
        }
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop(0);
  }
}
