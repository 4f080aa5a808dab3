package dev.sonatina.net.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what all connections together hold of the heap for one purpose, against a limit. It
 * refuses nothing itself: whoever takes more asks before. Safe for every thread.
 */
public final class MemoryBudget {

  /** Who holds no more than this part of the limit goes on when others have taken all. */
  private static final int FAIR_PART = 4_096;

  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  /**
   * A budget of which nothing is taken.
   *
   * @param bytesMax from where on it is spent
   */
  public MemoryBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What one connection takes, nothing yet. */
  public Share share() {
    return new Share();
  }

  /** Bytes taken and not given back. */
  public long taken() {
    return taken.get();
  }

  private boolean isSpent() {
    return taken.get() >= bytesMax;
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

  /** What one connection has taken. Safe for every thread. */
  public final class Share {

    private final AtomicLong own = new AtomicLong();

    private Share() {}

    /** The budget that this is a share of. */
    public MemoryBudget budget() {
      return MemoryBudget.this;
    }

    /** Takes so many bytes, also when there are none left. */
    public void take(long bytes) {
      own.addAndGet(bytes);
      taken.addAndGet(bytes);
    }

    /** Gives back what was taken; what waits for that may run on this thread. */
    public void giveBack(long bytes) {
      own.addAndGet(-bytes);
      long before = taken.getAndAdd(-bytes);
      if (before >= bytesMax && before - bytes < bytesMax) {
        waiting.forEach(MemoryBudget.this::runIfWaiting);
      }
    }

    /**
     * Whether nothing is left for this one: the budget is spent, and this share is not so small
     * that it makes no difference.
     */
    public boolean isSpent() {
      return MemoryBudget.this.isSpent() && own.get() > bytesMax / FAIR_PART;
    }
  }
}
