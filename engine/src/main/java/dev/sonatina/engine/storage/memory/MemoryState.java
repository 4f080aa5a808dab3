package dev.sonatina.engine.storage.memory;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;

/**
 * Everything a store holds at one moment; never changed once made.
 *
 * @param version number of the transaction that made it
 * @param nextNumber the number that the next collection gets
 */
record MemoryState(
    long version,
    int nextNumber,
    SortedMap<Integer, MemoryCollection> collections,
    NavigableMap<Integer, byte[]> keys,
    NavigableMap<String, byte[]> meta) {

  static final MemoryState EMPTY =
      new MemoryState(
          0,
          0,
          Collections.emptyNavigableMap(),
          Collections.emptyNavigableMap(),
          Collections.emptyNavigableMap());
}
