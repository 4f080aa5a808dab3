package dev.sonatina.net.rpc;

import java.util.concurrent.Executor;

/**
 * The order in which the calls of one database run: writes one after another in the order in which
 * they came, reads and scripts beside them, up to a number of each at once.
 *
 * <p>What a call has to wait for on its own connection is a matter of {@link CallOrder}. Safe for
 * every thread.
 */
public final class DatabaseLanes {

  private static final int SHORT_TASKS_PER_TURN = 64;

  private final SerialLane writes;
  private final SerialLane commits;
  private final ParallelLane reads;
  private final ParallelLane scripts;

  /**
   * Lanes of one database.
   *
   * @param shortWork threads for what ends soon
   * @param scriptWork threads for scripts and filters, which may not
   */
  public DatabaseLanes(
      Executor shortWork, Executor scriptWork, int readsParallelMax, int scriptsParallelMax) {
    writes = new SerialLane(shortWork, SHORT_TASKS_PER_TURN);
    commits = new SerialLane(shortWork, 1);
    reads = new ParallelLane(shortWork, readsParallelMax, SHORT_TASKS_PER_TURN);
    scripts = new ParallelLane(scriptWork, scriptsParallelMax, 1);
  }

  public void write(Runnable task) {
    writes.execute(task);
  }

  public void read(Runnable task) {
    reads.execute(task);
  }

  public void script(Runnable task) {
    scripts.execute(task);
  }

  /** Runs a task that waits for the disk, one at a time and beside everything else. */
  public void commit(Runnable task) {
    commits.execute(task);
  }
}
