package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Where a value that was just loaded is kept: in a variable, in an entry of a map, or nowhere. One
 * per frame, reused.
 */
final class Place {
  private @Nullable Variable variable;
  private @Nullable MapValue map;
  private @Nullable Value key;

  void clear() {
    variable = null;
    map = null;
    key = null;
  }

  void set(Variable target) {
    variable = target;
    map = null;
    key = null;
  }

  /** The entry at a position that exists. */
  void set(MapValue target, int position) {
    variable = null;
    map = target;
    key = target.keyAt(position);
  }

  void set(Place other) {
    variable = other.variable;
    map = other.map;
    key = other.key;
  }

  /** A copy that stays as it is while other expressions are evaluated. */
  Place copy() {
    Place copy = new Place();
    copy.set(this);
    return copy;
  }

  boolean exists() {
    return variable != null || map != null;
  }

  /** The value there now, null if the place does not exist any more. */
  @Nullable Value get() {
    if (variable != null) {
      return variable.get();
    }
    return map == null || key == null ? null : map.get(key);
  }

  /** Replaces the value there; no effect if there is no place. */
  void put(Value value) {
    if (variable != null) {
      variable.set(value);
    } else if (map != null && key != null) {
      map.put(key, value);
    }
  }
}
