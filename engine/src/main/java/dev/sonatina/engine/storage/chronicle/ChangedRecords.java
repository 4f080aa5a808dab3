package dev.sonatina.engine.storage.chronicle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which records a transaction has stored, replaced or erased: what the mirror has to look at again.
 * Says nothing of what became of them, since that is read from the store afterwards. Used by one
 * thread.
 */
final class ChangedRecords {

  /** Is told ranges of ids. */
  interface Visitor {
    void range(int collection, long fromId, long toId);
  }

  private final Map<Integer, Ranges> collections = new HashMap<>();
  private boolean catalogChanged;

  /** A collection was made or dropped, or a name entered. */
  void catalog() {
    catalogChanged = true;
  }

  boolean isCatalogChanged() {
    return catalogChanged;
  }

  void record(int collection, long id) {
    collections.computeIfAbsent(collection, number -> new Ranges()).add(id);
  }

  boolean isEmpty() {
    return collections.isEmpty() && !catalogChanged;
  }

  /** Tells every record at least once. */
  void forEach(Visitor visitor) {
    collections.forEach(
        (collection, ranges) -> {
          for (int i = 0; i < ranges.size; i += 2) {
            visitor.range(collection, ranges.limits[i], ranges.limits[i + 1]);
          }
        });
  }

  /** Ids as pairs of first and behind the last; ids that follow each other share one. */
  private static final class Ranges {
    private long[] limits = new long[8];
    private int size;

    void add(long id) {
      if (size > 0 && limits[size - 1] == id) {
        limits[size - 1]++;
        return;
      }
      if (size > 0 && limits[size - 2] <= id && id < limits[size - 1]) {
        return;
      }
      if (size == limits.length) {
        limits = Arrays.copyOf(limits, 2 * size);
      }
      limits[size++] = id;
      limits[size++] = id + 1;
    }
  }
}
