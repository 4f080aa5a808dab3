package dev.sonatina.net.rpc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Lets the calls of one connection begin in the order in which they came, so that a client which
 * does not wait for its answers reads what it wrote before and nothing that it wrote later. The
 * original runs one call after another.
 *
 * <p>Reads run beside each other, and so do writes as far as this order is concerned: their lane
 * keeps them apart. Who may take long holds up later calls for a moment only. Safe for every
 * thread, but for {@link #submit}, which the connection's event loop calls.
 */
public final class CallOrder {

  /** What a call does, as far as others have to wait for it. */
  public enum Kind {
    /** Changes nothing and is soon over. */
    READ,
    /** Changes nothing and may take long. */
    SCAN,
    /** Changes something. */
    WRITE,
    /** Has no other beside it, and may take long. */
    ALONE;

    private boolean mayTakeLong() {
      return this == SCAN || this == ALONE;
    }
  }

  private record Waiting(Kind kind, Consumer<Runnable> start) {}

  private final Consumer<Runnable> later;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int readers;
  private int writers;
  private int alone;

  /**
   * An order without calls.
   *
   * @param later runs an action when those who wait for a long call have waited long enough
   */
  CallOrder(Consumer<Runnable> later) {
    this.later = later;
  }

  /**
   * Starts a call as soon as it is its turn, perhaps at once.
   *
   * @param start is given what has to run once the call is answered, on any thread
   */
  synchronized void submit(Kind kind, Consumer<Runnable> start) {
    if (waiting.isEmpty() && isFree(kind)) {
      begin(kind, start);
    } else {
      waiting.add(new Waiting(kind, start));
    }
  }

  private boolean isFree(Kind kind) {
    return switch (kind) {
      case READ, SCAN -> writers + alone == 0;
      case WRITE -> readers + alone == 0;
      case ALONE -> readers + writers + alone == 0;
    };
  }

  /** Under the lock, so that calls reach their lanes in this order. */
  private void begin(Kind kind, Consumer<Runnable> start) {
    count(kind, 1);
    AtomicBoolean isOver = new AtomicBoolean();
    Runnable end =
        () -> {
          if (isOver.compareAndSet(false, true)) {
            end(kind);
          }
        };
    if (kind.mayTakeLong()) {
      later.accept(end);
    }
    start.accept(end);
  }

  private synchronized void end(Kind kind) {
    count(kind, -1);
    for (Waiting next = waiting.peek();
        next != null && isFree(next.kind());
        next = waiting.peek()) {
      waiting.remove();
      begin(next.kind(), next.start());
    }
  }

  private void count(Kind kind, int change) {
    switch (kind) {
      case READ, SCAN -> readers += change;
      case WRITE -> writers += change;
      case ALONE -> alone += change;
    }
  }
}
