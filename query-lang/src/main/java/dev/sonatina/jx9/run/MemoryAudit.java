package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what the values of a run hold, each shared map and each large string once. */
final class MemoryAudit {
  /** What an entry of a map takes, its value's object not counted. */
  static final int ENTRY_BYTES = 48;

  /** What a map takes besides its entries. */
  static final int MAP_BYTES = 96;

  private static final int STRING_BYTES = 40;
  private static final int NUMBER_BYTES = 24;
  private static final int SHARED_STRING_MIN = 256;

  private final Execution run;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<MapValue> pending = new ArrayDeque<>();
  private long bytes;

  MemoryAudit(Execution run) {
    this.run = run;
  }

  /** What a value takes by itself, without what a map refers to. */
  static long sizeOf(Value value) {
    if (value instanceof StringValue text) {
      return STRING_BYTES + (long) text.length();
    }
    if (value instanceof IntValue || value instanceof FloatValue) {
      return NUMBER_BYTES;
    }
    return value instanceof MapValue ? MAP_BYTES : 0;
  }

  long liveBytes() {
    run.visitRoots(this);
    while (!pending.isEmpty()) {
      addEntries(pending.pop());
    }
    return bytes;
  }

  void addBytes(long count) {
    bytes += count;
  }

  void add(Frame frame) {
    for (Variable variable : frame.variables) {
      add(variable);
    }
    for (Variable variable : frame.incoming) {
      add(variable);
    }
    for (Variable variable : frame.extraArguments()) {
      add(variable);
    }
    for (Variable variable : frame.unforeseen()) {
      add(variable);
    }
    add(frame.value);
  }

  void add(Variable variable) {
    add(variable.value);
  }

  void add(@Nullable Value value) {
    if (value instanceof MapValue map) {
      if (seen.add(map)) {
        pending.push(map);
      }
    } else if (value instanceof StringValue text) {
      if (text.length() < SHARED_STRING_MIN) {
        bytes += sizeOf(text);
      } else if (seen.add(text.array())) {
        // The room for more counts too.
        bytes += STRING_BYTES + (long) text.array().length;
      }
    } else if (value != null) {
      bytes += sizeOf(value);
    }
  }

  private void addEntries(MapValue map) {
    bytes += MAP_BYTES;
    MemberSource source = map.source();
    if (source != null) {
      bytes += seen.add(source) ? source.heldBytes() : 0;
      return;
    }
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      bytes += ENTRY_BYTES;
      add(map.nameAt(at));
      add(map.valueAt(at));
    }
  }
}
