package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables that a function, or the top level of a script, mentions, by slot. */
public final class Layout {
  private final List<StringValue> names = new ArrayList<>();
  private final Map<StringValue, Integer> slots = new HashMap<>();

  /** The slot of a name, which gets one if it has none; only while compiling. */
  public int slotFor(StringValue name) {
    Integer known = slots.putIfAbsent(name, names.size());
    if (known != null) {
      return known;
    }
    names.add(name);
    return names.size() - 1;
  }

  /** The slot of a name, -1 if it has none. */
  int slotOf(StringValue name) {
    return slots.getOrDefault(name, -1);
  }

  int size() {
    return names.size();
  }

  StringValue nameOf(int slot) {
    return names.get(slot);
  }
}
