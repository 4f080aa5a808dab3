package dev.sonatina.engine.api;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What databases keep on the heap for as long as they are open, together and roughly, against a
 * limit: records of databases in memory, names and the index of those in files. Safe for every
 * thread.
 */
public final class HeapBudget {

  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();

  @SuppressWarnings("ThreadLocalUsage") // Who pays for one budget does not pay for another.
  private final ThreadLocal<@Nullable LongConsumer> payer = new ThreadLocal<>();

  /**
   * A budget of which nothing is taken.
   *
   * @param bytesMax what may be taken of it
   */
  public HeapBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** A budget that is never spent. */
  public static HeapBudget unlimited() {
    return new HeapBudget(Long.MAX_VALUE);
  }

  /** What may be taken. */
  public long bytesMax() {
    return bytesMax;
  }

  /** What is taken now. */
  public long taken() {
    return taken.get();
  }

  /** What one database takes, nothing yet. */
  public Share share() {
    return new Share();
  }

  /**
   * Does some work. What shares grow by meanwhile, by changes on this thread, is told to {@code
   * payer}, negative if they shrink; if it throws, the share that would have grown does not. Work
   * within such work is paid for by both.
   */
  public <T> T paidBy(LongConsumer payer, Supplier<T> work) {
    LongConsumer outer = this.payer.get();
    this.payer.set(outer == null ? payer : payer.andThen(outer));
    try {
      return work.get();
    } finally {
      if (outer == null) {
        this.payer.remove();
      } else {
        this.payer.set(outer);
      }
    }
  }

  private void take(long bytes) {
    long now = taken.addAndGet(bytes);
    try {
      if (bytes > 0 && now > bytesMax) {
        throw new SonatinaException(
            ErrorCode.MEMORY_FULL,
            "databases may take "
                + bytesMax
                + " bytes of memory together (limit 'heap-bytes'), and this would be more");
      }
      LongConsumer paying = payer.get();
      if (paying != null) {
        paying.accept(bytes);
      }
    } catch (RuntimeException e) {
      taken.addAndGet(-bytes);
      throw e;
    }
  }

  /** What one database takes of the budget. Safe for every thread. */
  public final class Share implements AutoCloseable {

    private long bytes;
    private boolean closed;

    private Share() {}

    /**
     * Takes so many bytes more, or gives them back if negative, but no more than were taken.
     *
     * @throws SonatinaException {@code MEMORY_FULL} if that is more than there is; nothing has
     *     changed then
     */
    public synchronized void change(long growth) {
      long change = closed ? 0 : Math.max(growth, -bytes);
      if (change != 0) {
        take(change);
        bytes += change;
      }
    }

    /** Takes bytes also if there are none left, and nobody pays: for what was admitted before. */
    public synchronized void keep(long admitted) {
      if (!closed) {
        taken.addAndGet(admitted);
        bytes += admitted;
      }
    }

    /** Gives everything back, for good. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        take(-bytes);
      }
    }
  }
}
