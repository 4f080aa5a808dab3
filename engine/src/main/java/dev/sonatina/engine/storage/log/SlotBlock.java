package dev.sonatina.engine.storage.log;

import org.jspecify.annotations.Nullable;

/**
 * The slots of neighbouring ids, a leaf of an {@link IdIndex}, in a quarter of the bytes that they
 * have as numbers: of an index that the processor's caches hold the fewer bytes, the more records
 * there are.
 *
 * <p>Records are mostly stored in the order of their ids, so the positions of {@value #GROUP}
 * neighbours are close together. Such a group has a base, the position of one of them, and for each
 * id a distance:
 *
 * <pre>
 *   heads      | base | checked | base | checked | …    two longs a group; checked has a bit an id
 *   distances  | 2 bytes | 2 bytes | …                  one an id
 *                0       no record
 *                1…      one more than how far the record lies behind the base
 *                0xFFFF  elsewhere: its position is in {@code far}
 * </pre>
 *
 * <p>Records of the same length lie at equal steps, which shows once a group is full. The base then
 * is an {@link EvenBase}, which says where all of them are, and nobody waits for their distances.
 *
 * <p>Readers and one writer share a block as the class comment of {@link IdIndex} says. How an id
 * is kept never changes by what is done to another, so readers see what they know undisturbed: a
 * base stays as long as its group has a record, an even one says the same as the distances, which
 * are still there, and {@code far} is made before the first id that needs it is known. Only the
 * bits of {@code checked} may get lost, when two threads set one.
 */
final class SlotBlock {

  private static final int GROUP_BITS = 6;

  /** Ids that share a base: as many as a long has bits. */
  static final int GROUP = 1 << GROUP_BITS;

  private static final int FAR = 0xFFFF;

  /** How far behind its base a record can be, to be found by a distance. */
  private static final int REACH = FAR - 2;

  private final int mask;
  private final long[] heads;
  private final char[] distances;
  private long @Nullable [] @Nullable [] far;

  /**
   * A block without records.
   *
   * @param size a power of 2 and a multiple of {@value #GROUP}
   */
  SlotBlock(int size) {
    this(size - 1, new long[2 * size / GROUP], new char[size]);
  }

  private SlotBlock(int mask, long[] heads, char[] distances) {
    this.mask = mask;
    this.heads = heads;
    this.distances = distances;
  }

  /** The slot of an id: position and mark, or 0. */
  long get(long id) {
    int at = (int) id & mask;
    int head = (at >> GROUP_BITS) << 1;
    long base = heads[head];
    long position =
        base < 0 ? EvenBase.position(base, at & (GROUP - 1)) : distantPosition(base, at);
    return position == 0 ? 0 : heads[head + 1] >>> at << 63 | position; // By the lowest six bits.
  }

  private long distantPosition(long base, int at) {
    int distance = distances[at];
    if (distance == 0) {
      return 0;
    }
    return distance == FAR ? farPosition(at) : base + distance - 1;
  }

  private long farPosition(int at) {
    long[] @Nullable [] groups = far;
    long[] group = groups == null ? null : groups[at >> GROUP_BITS];
    return group == null ? 0 : group[at & (GROUP - 1)];
  }

  /**
   * About where the record of an id lies, known from less than {@link #get} needs: between where
   * its group and the next one begin. Whoever looks there meanwhile finds the record on its way.
   *
   * @param end a position that the answer stays before
   * @return 0 if that cannot be said; otherwise a place before that of some record
   */
  long guess(long id, long end) {
    int at = (int) id & mask;
    int head = (at >> GROUP_BITS) << 1;
    long base = heads[head];
    if (base < 0) {
      long position = EvenBase.position(base, at & (GROUP - 1));
      return position < end ? position : 0;
    }
    if (head + 2 == heads.length) {
      return 0;
    }
    long next = plainBase(heads[head + 2]);
    long span = next - base;
    return span > 0 && span <= REACH && base != 0 && next < end
        ? base + ((span * (at & (GROUP - 1))) >> GROUP_BITS)
        : 0;
  }

  /** Notes that the record at this slot has been checked, if the slot is still the same. */
  void markChecked(long id, long slot) {
    if (get(id) == slot) {
      int at = (int) id & mask;
      heads[(at >> GROUP_BITS << 1) + 1] |= 1L << at;
    }
  }

  /** Sets the slot of an id that no reader of this block knows. */
  void set(long id, long slot) {
    int at = (int) id & mask;
    int head = (at >> GROUP_BITS) << 1;
    heads[head] = plainBase(heads[head]);
    long bit = 1L << at;
    heads[head + 1] = slot < 0 ? heads[head + 1] | bit : heads[head + 1] & ~bit;
    long position = slot & ~IdIndex.CHECKED;
    if (position == 0) {
      distances[at] = 0;
      return;
    }
    if (heads[head] == 0) {
      heads[head] = position;
    }
    long distance = position - heads[head];
    if (distance >= 0 && distance <= REACH) {
      distances[at] = (char) (distance + 1);
    } else {
      farGroup(at)[at & (GROUP - 1)] = position;
      distances[at] = FAR;
    }
    if ((at & (GROUP - 1)) == GROUP - 1) {
      noteEven(at - (GROUP - 1));
    }
  }

  /** Gives a group that may have become full its even base, if it has one. */
  private void noteEven(int first) {
    int head = (first >> GROUP_BITS) << 1;
    long base = heads[head];
    if (distantPosition(base, first) != base || distances[first + 1] == 0) {
      return;
    }
    long[] slots = new long[GROUP];
    copyTo(slots, 0, first, GROUP);
    long even = EvenBase.of(slots, 0);
    heads[head] = even != 0 ? even : base;
  }

  private static long plainBase(long base) {
    return base < 0 ? EvenBase.first(base) : base;
  }

  private long[] farGroup(int at) {
    long @Nullable [] @Nullable [] groups = far;
    if (groups == null) {
      groups = new long[distances.length / GROUP][];
      far = groups;
    }
    long[] group = groups[at >> GROUP_BITS];
    if (group == null) {
      group = new long[GROUP];
      groups[at >> GROUP_BITS] = group;
    }
    return group;
  }

  /** Sets the slot of an id that no reader knows to 0. Ids are cleared in ascending order. */
  void clear(long id) {
    set(id, 0);
    if ((id & (GROUP - 1)) == 0) {
      heads[((int) id & mask) >> GROUP_BITS << 1] = 0; // Nor do readers know the others.
    }
  }

  /** Sets the slots from a first id on; no reader knows the groups that they are in. */
  void fill(long firstId, long[] slots) {
    for (int from = 0; from < slots.length; from += GROUP) {
      fillGroup((int) (firstId + from) & mask, slots, from, Math.min(GROUP, slots.length - from));
    }
  }

  /** Opening a store is mostly this, before it is compiled. */
  private void fillGroup(int at, long[] slots, int from, int count) {
    long checked = 0;
    long first = 0;
    long least = Long.MAX_VALUE;
    long greatest = 0;
    for (int i = 0; i < count; i++) {
      long position = slots[from + i];
      if (position < 0) {
        position &= ~IdIndex.CHECKED;
        checked |= 1L << i;
      }
      if (position != 0) {
        first = first == 0 ? position : first;
        least = position < least ? position : least;
        greatest = position > greatest ? position : greatest;
      }
    }
    boolean isNear = greatest - least <= REACH;
    long even = count == GROUP && least == first ? EvenBase.of(slots, from) : 0;
    heads[at >> GROUP_BITS << 1] = even != 0 ? even : isNear && first != 0 ? least : first;
    heads[(at >> GROUP_BITS << 1) + 1] = checked;
    long[] group = isNear || first == 0 ? null : farGroup(at);
    for (int i = 0; i < count; i++) {
      long position = slots[from + i] & ~IdIndex.CHECKED;
      if (position == 0) {
        distances[at + i] = 0;
      } else if (group == null) {
        distances[at + i] = (char) (position - least + 1);
      } else {
        distances[at + i] = FAR;
        group[i] = position;
      }
    }
  }

  /** Writes the slots from an id on, which all lie in this block, to a place in an array. */
  void copyTo(long[] slots, int from, long firstId, int count) {
    for (int i = 0; i < count; i++) {
      slots[from + i] = get(firstId + i);
    }
  }

  /**
   * A block of its own with the slots of some of the ids.
   *
   * @param firstId divisible by {@code size}
   * @param size as for a new block
   */
  SlotBlock copyOf(long firstId, int size) {
    int at = (int) firstId & mask;
    int group = at >> GROUP_BITS;
    long[] newHeads = new long[2 * size / GROUP];
    char[] newDistances = new char[size];
    System.arraycopy(heads, 2 * group, newHeads, 0, newHeads.length);
    System.arraycopy(distances, at, newDistances, 0, size);
    SlotBlock copy = new SlotBlock(size - 1, newHeads, newDistances);
    long[] @Nullable [] groups = far;
    for (int i = 0; groups != null && i < size / GROUP; i++) {
      if (groups[group + i] != null) {
        long[] slots = new long[GROUP];
        copyTo(slots, 0, firstId + (long) i * GROUP, GROUP);
        copy.fill(firstId + (long) i * GROUP, slots); // They may be close together again.
      }
    }
    return copy;
  }
}
