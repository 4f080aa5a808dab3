package dev.sonatina.net.rpc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs up to a number of tasks at once, in the order given, on threads of another executor. */
public final class ParallelLane implements Executor {

  private final Executor threads;
  private final int parallelMax;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  public ParallelLane(Executor threads, int parallelMax) {
    this.threads = threads;
    this.parallelMax = parallelMax;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (running >= parallelMax) {
        waiting.add(task);
        return;
      }
      running++;
    }
    start(task);
  }

  private void start(Runnable task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            startNext();
          }
        });
  }

  private void startNext() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    start(next);
  }
}
