package dev.sonatina.net.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a worker runs without a pause, usually many short calls. Their answers are held back until
 * the turn ends, a number of them has gathered or some time has passed, so that a client with many
 * calls under way gets its answers together: one wake-up of the event loop and one write to the
 * socket for all, and one burst of new calls after them.
 *
 * <p>Belongs to its thread. Turns do not nest.
 */
final class Turn {

  private static final int ANSWERS_HELD_MAX = 32;
  private static final long HELD_NANOS_MAX = 200_000;

  /** The threads on which turns hold answers back; others send each at once. */
  static final class Worker extends Thread {
    private final Turn turn;

    /**
     * @param nanoClock tells how long answers have been held
     */
    Worker(Runnable task, String name, LongSupplier nanoClock) {
      super(task, name);
      turn = new Turn(nanoClock);
    }
  }

  private final LongSupplier nanoClock;
  private final List<Connection> waiting = new ArrayList<>();
  private boolean underWay;
  private int answersHeld;
  private long heldSinceNanos;

  private Turn(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The turn of this thread. */
  static Turn ofThisThread() {
    return Thread.currentThread() instanceof Worker worker
        ? worker.turn
        : new Turn(System::nanoTime);
  }

  /** Whether the connection's answer may wait; if so, the turn sees to it that it is sent. */
  static boolean holdsBack(Connection connection) {
    return Thread.currentThread() instanceof Worker worker && worker.turn.holdBack(connection);
  }

  private boolean holdBack(Connection connection) {
    if (!underWay) {
      return false;
    }
    if (answersHeld++ == 0) {
      heldSinceNanos = nanoClock.getAsLong();
    }
    // The same connection nearly always, so that searching costs nothing.
    if (!waiting.contains(connection)) {
      waiting.add(connection);
    }
    return true;
  }

  void begin() {
    underWay = true;
  }

  /** Between two tasks: answers that have waited long enough, or are many, leave. */
  void betweenTasks() {
    boolean due =
        answersHeld >= ANSWERS_HELD_MAX
            || (answersHeld > 0 && nanoClock.getAsLong() - heldSinceNanos >= HELD_NANOS_MAX);
    if (due) {
      sendHeld();
    }
  }

  /** Before something that may take long: what is held leaves. */
  static void sendHeldBack() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.turn.sendHeld();
    }
  }

  void end() {
    underWay = false;
    sendHeld();
  }

  private void sendHeld() {
    answersHeld = 0;
    waiting.forEach(Connection::sendAnswers);
    waiting.clear();
  }
}
