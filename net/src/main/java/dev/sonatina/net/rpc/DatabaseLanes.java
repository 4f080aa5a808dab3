package dev.sonatina.net.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The order in which the calls of one database run: writes one after another in the order in which
 * they came, reads and scripts beside them, up to a number of each at once.
 *
 * <p>A read that follows writes on its own connection waits for these, so that a client which does
 * not wait for its answers still reads what it wrote. Nobody else's writes hold it up. Safe for
 * every thread.
 */
public final class DatabaseLanes {

  private static final int SHORT_TASKS_PER_TURN = 64;

  private final SerialLane writes;
  private final SerialLane commits;
  private final ParallelLane reads;
  private final ParallelLane scripts;
  private final Map<Connection, Integer> pendingWrites = new ConcurrentHashMap<>();

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

  public void write(Connection connection, Runnable task) {
    pendingWrites.merge(connection, 1, Integer::sum);
    writes.execute(
        () -> {
          try {
            task.run();
          } finally {
            pendingWrites.computeIfPresent(connection, (key, n) -> n == 1 ? null : n - 1);
          }
        });
  }

  public void read(Connection connection, Runnable task) {
    afterWritesOf(connection, () -> reads.execute(task));
  }

  public void script(Connection connection, Runnable task) {
    afterWritesOf(connection, () -> scripts.execute(task));
  }

  /** Runs a task that waits for the disk, one at a time and beside everything else. */
  public void commit(Runnable task) {
    commits.execute(task);
  }

  private void afterWritesOf(Connection connection, Runnable start) {
    if (pendingWrites.containsKey(connection)) {
      writes.execute(start);
    } else {
      start.run();
    }
  }
}
