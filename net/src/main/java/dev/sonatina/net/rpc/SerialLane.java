package dev.sonatina.net.rpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one after another, in the order given, on threads of another executor. */
public final class SerialLane implements Executor {

  private static final System.Logger LOG = System.getLogger(SerialLane.class.getName());

  private final Executor threads;
  private final int tasksPerTurn;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  /**
   * A lane without tasks.
   *
   * @param tasksPerTurn tasks after which the lane lets others have the thread; one if tasks may
   *     take long, since the answers of one turn leave together
   */
  public SerialLane(Executor threads, int tasksPerTurn) {
    this.threads = threads;
    this.tasksPerTurn = tasksPerTurn;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      threads.execute(this::takeTurn);
    }
  }

  private void takeTurn() {
    Turn turn = Turn.ofThisThread();
    turn.begin();
    try {
      for (int i = 0; i < tasksPerTurn; i++) {
        runLogged(tasks.remove());
        if (pending.decrementAndGet() == 0) {
          return;
        }
        turn.betweenTasks();
      }
    } finally {
      turn.end();
    }
    threads.execute(this::takeTurn);
  }

  /** Whether tasks are waiting or running. */
  public boolean isBusy() {
    return pending.get() > 0;
  }

  /** A task that fails must not take the rest of the lane with it. */
  static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a task of a lane failed", e);
    }
  }
}
