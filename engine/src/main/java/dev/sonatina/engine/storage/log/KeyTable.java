package dev.sonatina.engine.storage.log;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dictionary of member names in one state; immutable. */
final class KeyTable {

  static final KeyTable EMPTY = new KeyTable(new byte[0][]);

  /** Holds null where a number is free. */
  private final byte[][] names;

  private KeyTable(byte[][] names) {
    this.names = names;
  }

  /** One more than the greatest number taken. */
  int limit() {
    return names.length;
  }

  byte @Nullable [] name(int keyId) {
    return keyId >= 0 && keyId < names.length ? names[keyId] : null;
  }

  /** The table with more names. */
  KeyTable with(Map<Integer, byte[]> added) {
    int limit = names.length;
    for (int keyId : added.keySet()) {
      limit = Math.max(limit, keyId + 1);
    }
    byte[][] larger = Arrays.copyOf(names, limit);
    for (Map.Entry<Integer, byte[]> each : added.entrySet()) {
      larger[each.getKey()] = each.getValue();
    }
    return new KeyTable(larger);
  }
}
