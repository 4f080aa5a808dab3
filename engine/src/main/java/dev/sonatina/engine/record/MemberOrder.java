package dev.sonatina.engine.record;

import java.util.Arrays;

/**
 * The members of one object in two orders: as they came, and ascending by key, repeated names
 * reduced to one member that has the first one's place and the last one's value.
 *
 * <p>Reusable scratch of {@link RecordBuilder}. After {@link #sort}, index {@code i} of {@link
 * #key} and {@link #position} is in ascending order, that of {@link #rankOf} in original order.
 */
final class MemberOrder {

  private int count;
  private boolean original;
  private boolean intNames;

  /** Per member in original order, and where each value ends. */
  private int[] keys = new int[64];

  private int[] positions = new int[64];

  /** Original indexes, ascending by key. */
  private int[] sorted = new int[64];

  /** For each original index its place in {@link #sorted}. */
  private int[] ranks = new int[64];

  /** Scratch: key and original index. */
  private long[] order = new long[64];

  int count() {
    return count;
  }

  /** Whether both orders are the same. */
  boolean isOriginal() {
    return original;
  }

  /** Whether scripts see some member under an int key. */
  boolean hasIntNames() {
    return intNames;
  }

  int key(int index) {
    return keys[original ? index : sorted[index]];
  }

  int position(int index) {
    return positions[original ? index : sorted[index]];
  }

  int rankOf(int originalIndex) {
    return ranks[originalIndex];
  }

  /**
   * Takes over the members {@code from..to} and orders them.
   *
   * @param bytes where the values lie, and in front of them the names that have no number
   * @return whether a name occurs more than once: {@link #dropRepeated} must follow
   */
  boolean sort(
      int[] memberKeys,
      int[] memberPositions,
      int from,
      int to,
      byte[] bytes,
      int end,
      KeyDictionary dictionary) {
    count = to - from;
    reserve(count + 1);
    System.arraycopy(memberKeys, from, keys, 0, count);
    System.arraycopy(memberPositions, from, positions, 0, count);
    positions[count] = end;
    intNames = false;
    original = true;
    int previous = -1;
    for (int i = 0; i < count; i++) {
      int key = keys[i];
      original &= key > previous;
      previous = key;
      intNames |=
          key == RecordFormat.INLINE_KEY
              ? InlineNames.isIntLike(bytes, positions[i])
              : dictionary.key(key).isIntLike;
    }
    return !original && sortIndexes(bytes);
  }

  private boolean sortIndexes(byte[] bytes) {
    if (order.length < count) {
      order = new long[keys.length];
    }
    for (int i = 0; i < count; i++) {
      order[i] = (long) keys[i] << 32 | i;
    }
    Arrays.sort(order, 0, count);
    boolean repeated = false;
    int inlineFrom = count;
    for (int i = 0; i < count; i++) {
      sorted[i] = (int) order[i];
      int key = (int) (order[i] >> 32);
      if (key == RecordFormat.INLINE_KEY) {
        inlineFrom = Math.min(inlineFrom, i);
      } else if (i > 0) {
        repeated |= key == (int) (order[i - 1] >> 32);
      }
    }
    if (inlineFrom < count - 1) {
      repeated |= InlineNames.sort(sorted, inlineFrom, count, positions, bytes);
    }
    rank();
    return repeated;
  }

  private void rank() {
    for (int i = 0; i < count; i++) {
      ranks[sorted[i]] = i;
    }
  }

  /**
   * Removes the members whose name occurs again, giving the first of each name the value of the
   * last, and answers where the values now end.
   */
  int dropRepeated(byte[] bytes, int start, int end) {
    int[] lastOf = new int[count];
    boolean[] isDropped = new boolean[count];
    for (int i = 0; i < count; ) {
      int first = sorted[i];
      int last = first;
      int next = i + 1;
      while (next < count && sameName(first, sorted[next], bytes)) {
        last = sorted[next];
        isDropped[last] = true;
        next++;
      }
      lastOf[first] = last;
      i = next;
    }
    byte[] values = Arrays.copyOfRange(bytes, start, end);
    int[] newPositions = new int[count];
    int[] newKeys = new int[count];
    int kept = 0;
    int at = start;
    for (int i = 0; i < count; i++) {
      if (isDropped[i]) {
        continue;
      }
      int last = lastOf[i];
      int size = positions[last + 1] - positions[last];
      System.arraycopy(values, positions[last] - start, bytes, at, size);
      newKeys[kept] = keys[i];
      newPositions[kept] = at;
      kept++;
      at += size;
    }
    // Sorting again is simplest; the names are unique now.
    count = kept;
    System.arraycopy(newKeys, 0, keys, 0, kept);
    System.arraycopy(newPositions, 0, positions, 0, kept);
    positions[kept] = at;
    sortIndexes(bytes);
    original = isAscending();
    return at;
  }

  private boolean isAscending() {
    for (int i = 0; i < count; i++) {
      if (sorted[i] != i) {
        return false;
      }
    }
    return true;
  }

  private boolean sameName(int a, int b, byte[] bytes) {
    return keys[a] == keys[b]
        && (keys[a] != RecordFormat.INLINE_KEY
            || InlineNames.compare(bytes, positions[a], positions[b]) == 0);
  }

  private void reserve(int needed) {
    if (needed > keys.length) {
      int size = Math.max(needed, keys.length * 2);
      keys = new int[size];
      positions = new int[size];
      sorted = new int[size];
      ranks = new int[size];
    }
  }
}
