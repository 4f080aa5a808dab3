package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.MapValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps over which one {@code foreach} statement is looping, one for each activation.
 *
 * <p>The original keeps them in a stack that belongs to the statement, and a loop that is left
 * early leaves its map there. If an outer activation of the same statement is still looping, it
 * goes on with that map. Where there is none the remains have no effect.
 */
final class ForeachState {
  private final List<MapValue> maps = new ArrayList<>();
  private int active;

  void enter(MapValue map) {
    if (active == 0) {
      maps.clear();
    }
    active++;
    maps.add(map);
  }

  /** The map that the activation running now loops over. */
  MapValue map() {
    return maps.get(maps.size() - 1);
  }

  /** Ends the loop over {@link #map()}. */
  void finish() {
    maps.remove(maps.size() - 1);
  }

  void leave() {
    active--;
  }

  void visit(MemoryAudit audit) {
    for (MapValue map : maps) {
      audit.add(map);
    }
  }
}
