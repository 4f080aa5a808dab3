package dev.sonatina.net.provdb;

import java.util.HashSet;
import java.util.Set;

/** Which of Chimbuko's processes are connected, by what they say. Safe for every thread. */
public final class Attendance {

  /** A process of which there is one. */
  private static final class Guest {
    private boolean present;
    private boolean wasPresent;

    private void enter() {
      present = true;
      wasPresent = true;
    }

    private String status() {
      return (present ? "1 " : "0 ") + (wasPresent ? "1" : "0");
    }
  }

  private final Set<Integer> ranks = new HashSet<>();
  private final Guest parameterServer = new Guest();
  private final Guest committer = new Guest();
  private boolean hadRanks;
  private boolean stopRequested;

  synchronized int rankEntered(int rank) {
    ranks.add(rank);
    hadRanks = true;
    return ranks.size();
  }

  synchronized int rankLeft(int rank) {
    ranks.remove(rank);
    return ranks.size();
  }

  synchronized void parameterServerEntered() {
    parameterServer.enter();
  }

  synchronized void parameterServerLeft() {
    parameterServer.present = false;
  }

  synchronized void committerEntered() {
    committer.enter();
  }

  synchronized void committerLeft() {
    committer.present = false;
  }

  synchronized void requestStop() {
    stopRequested = true;
  }

  /**
   * Whether the server has to stop: nobody is connected, and a client has asked for it, or ranks
   * have come and gone.
   *
   * @param automatically whether the latter counts
   */
  public synchronized boolean isOver(boolean automatically) {
    boolean empty = ranks.isEmpty() && !parameterServer.present && !committer.present;
    return empty && (stopRequested || (automatically && hadRanks));
  }

  /**
   * Six numbers: ranks now, whether any ever came, and for parameter server and committer each
   * whether it is there and whether it ever was.
   */
  synchronized String status() {
    return ranks.size()
        + (hadRanks ? " 1 " : " 0 ")
        + parameterServer.status()
        + " "
        + committer.status();
  }
}
