package dev.sonatina.engine.storage.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which states a store may be in after a crash. */
final class Oracle {

  private final List<String> states = new ArrayList<>(List.of(""));
  private int durable;
  private @Nullable String underway;
  private @Nullable String ifRefused;

  /**
   * A change has been asked for and not been acknowledged.
   *
   * @param state what it leads to
   * @param refusedState what there is if it is refused: some ids may have been used up
   */
  void begin(String state, String refusedState) {
    underway = state;
    ifRefused = refusedState;
  }

  /** The change has been acknowledged. */
  void acknowledge() {
    if (underway != null) {
      states.add(underway);
      underway = null;
      ifRefused = null;
    }
  }

  /** The change has been refused, and must not show. */
  void refuse() {
    underway = ifRefused;
    acknowledge();
  }

  /** It is unknown what became of the change: it may show or not. */
  void leaveUnknown() {
    if (ifRefused != null) {
      states.add(ifRefused);
    }
    acknowledge();
  }

  /** Everything acknowledged so far has been acknowledged as durable. */
  void acknowledgeDurable() {
    durable = states.size() - 1;
  }

  String last() {
    return states.get(states.size() - 1);
  }

  /** Whether the state may be found after the process was killed. */
  boolean allowsAfterKill(String state) {
    return state.equals(last()) || state.equals(underway);
  }

  /** Whether the state may be found after a power cut. */
  boolean allowsAfterPowerCut(String state) {
    return state.equals(underway) || states.subList(durable, states.size()).contains(state);
  }

  /** After a restart: this state is what there is now. */
  void restart(String state) {
    states.add(state);
    durable = states.size() - 1;
    underway = null;
  }

  /** Why a state is not allowed, in few words. */
  String objection(String state) {
    int index = states.lastIndexOf(state);
    return "found "
        + (index < 0 ? "a state that never was" : "state " + index)
        + ", expected one from "
        + durable
        + " to "
        + (states.size() - 1)
        + (underway == null ? "" : " or the one underway");
  }
}
