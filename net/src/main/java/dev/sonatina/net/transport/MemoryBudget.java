package dev.sonatina.net.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what all connections together hold of the heap for one purpose, against a limit. It
 * refuses nothing itself: whoever takes more asks before. Safe for every thread.
 */
public final class MemoryBudget {

  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  /**
   * A budget of which nothing is taken.
   *
   * @param bytesMax from where on {@link #isSpent} says so
   */
  public MemoryBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Takes so many bytes, also when there are none left. */
  public void take(long bytes) {
    taken.addAndGet(bytes);
  }

  /** Gives back what was taken; what waits for that may run on this thread. */
  public void giveBack(long bytes) {
    long before = taken.getAndAdd(-bytes);
    if (before >= bytesMax && before - bytes < bytesMax) {
      waiting.forEach(this::runIfWaiting);
    }
  }

  public boolean isSpent() {
    return taken.get() >= bytesMax;
  }

  /** Bytes taken and not given back. */
  public long taken() {
    return taken.get();
  }

  /** Runs an action once, as soon as the budget is not spent, perhaps at once. */
  public void whenNotSpent(Runnable action) {
    waiting.add(action);
    if (!isSpent()) {
      runIfWaiting(action);
    }
  }

  private void runIfWaiting(Runnable action) {
    if (waiting.remove(action)) {
      action.run();
    }
  }
}
