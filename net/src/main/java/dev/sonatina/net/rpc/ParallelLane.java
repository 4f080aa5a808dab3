package dev.sonatina.net.rpc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs up to a number of tasks at once, in the order given, on threads of another executor. */
final class ParallelLane implements Executor {

  private final Executor threads;
  private final int parallelMax;
  private final int tasksPerTurn;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /**
   * A lane without tasks.
   *
   * @param tasksPerTurn tasks that a thread takes one after another before it lets others run; one
   *     if tasks may take long, since their answers leave together
   */
  ParallelLane(Executor threads, int parallelMax, int tasksPerTurn) {
    this.threads = threads;
    this.parallelMax = parallelMax;
    this.tasksPerTurn = tasksPerTurn;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (running >= parallelMax) {
        return;
      }
      running++;
    }
    threads.execute(this::takeTurn);
  }

  private void takeTurn() {
    Turn turn = Turn.ofThisThread();
    turn.begin();
    try {
      for (int i = 0; i < tasksPerTurn; i++) {
        Runnable task = next();
        if (task == null) {
          return;
        }
        SerialLane.runLogged(task);
        turn.betweenTasks();
      }
    } finally {
      turn.end();
    }
    goOn();
  }

  /** The next task; null, and one thread less at work, when there is none. */
  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      running--;
    }
    return task;
  }

  private void goOn() {
    synchronized (this) {
      if (waiting.isEmpty()) {
        running--;
        return;
      }
    }
    threads.execute(this::takeTurn);
  }
}
