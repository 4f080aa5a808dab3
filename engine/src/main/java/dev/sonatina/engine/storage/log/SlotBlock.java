package dev.sonatina.engine.storage.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * <p>Records of the same length lie at equal steps. A larger group of them has an {@link EvenBase},
 * which says where all of them are, and nobody waits for heads and distances. It is so small that
 * the caches hold those of millions of records. Where it is known from the start, as when a store
 * is opened, bases and distances are left empty, since the first use of memory costs time.
 *
 * <p>Readers and one writer share a block as the class comment of {@link IdIndex} says. How an id
 * is kept never changes by what is done to another, so readers see what they know undisturbed: a
 * base stays as long as its group has a record, an even one is dropped only when the distances say
 * the same, and {@code far} is made before the first id that needs it is known. Only the bits of
 * {@code checked} may get lost, when two threads set one.
 */
final class SlotBlock {

  private static final int GROUP_BITS = 6;

  /** Ids that share a base: as many as a long has bits. */
  static final int GROUP = 1 << GROUP_BITS;

  private static final int FAR = 0xFFFF;

  /** How far behind its base a record can be, to be found by a distance. */
  private static final int REACH = FAR - 2;

  private static final VarHandle EVEN = MethodHandles.arrayElementVarHandle(long[].class);

  private final int mask;

  /** Even bases; 0 where there is none. */
  private final long[] evens;

  private final long[] heads;
  private final char[] distances;
  private long @Nullable [] @Nullable [] far;

  /**
   * A block without records.
   *
   * @param size a power of 2, at least {@value EvenBase#GROUP}
   */
  SlotBlock(int size) {
    mask = size - 1;
    evens = new long[size / EvenBase.GROUP];
    heads = new long[2 * size / GROUP];
    distances = new char[size];
  }

  /** The slot of an id: position and mark, or 0. */
  long get(long id) {
    int at = (int) id & mask;
    long even = even(at >> EvenBase.GROUP_BITS);
    if (even < 0) {
      return IdIndex.CHECKED | EvenBase.position(even, at & (EvenBase.GROUP - 1));
    }
    long position =
        even != 0
            ? EvenBase.position(even, at & (EvenBase.GROUP - 1))
            : distantPosition(heads[(at >> GROUP_BITS) << 1], at);
    return position == 0 ? 0 : checked(at) >>> at << 63 | position; // By the lowest six bits.
  }

  /** Whoever finds none finds the distances. */
  private long even(int evenGroup) {
    return (long) EVEN.getAcquire(evens, evenGroup);
  }

  private long checked(int at) {
    return heads[(at >> GROUP_BITS << 1) + 1];
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
    long even = even(at >> EvenBase.GROUP_BITS);
    if (even != 0) {
      long position = EvenBase.position(even, at & (EvenBase.GROUP - 1));
      return position < end ? position : 0;
    }
    int head = (at >> GROUP_BITS) << 1;
    if (head + 2 == heads.length) {
      return 0;
    }
    long base = heads[head];
    long next = heads[head + 2];
    long span = next - base;
    return span > 0 && span <= REACH && base != 0 && next < end
        ? base + ((span * (at & (GROUP - 1))) >> GROUP_BITS)
        : 0;
  }

  /** Notes that the record at this slot has been checked, if the slot is still the same. */
  void markChecked(long id, long slot) {
    if (get(id) == slot) {
      int at = (int) id & mask;
      long checked = checked(at) | 1L << at;
      heads[(at >> GROUP_BITS << 1) + 1] = checked;
      if (checked == -1) {
        markEvenChecked(at);
      }
    }
  }

  /** Notes it in the even base around a slot once it is true of all records there. */
  private void markEvenChecked(int at) {
    int group = at >> EvenBase.GROUP_BITS;
    long even = evens[group];
    if (even > 0 && isAllChecked(group)) {
      // If the writer is changing the group, nothing is noted.
      EVEN.compareAndSet(evens, group, even, even | IdIndex.CHECKED);
    }
  }

  private boolean isAllChecked(int evenGroup) {
    int first = evenGroup << EvenBase.GROUP_BITS;
    long all = -1;
    for (int at = first; at < first + EvenBase.GROUP; at += GROUP) {
      all &= checked(at);
    }
    return all == -1;
  }

  /** Sets the slot of an id that no reader of this block knows. */
  void set(long id, long slot) {
    int at = (int) id & mask;
    dropEven(at >> EvenBase.GROUP_BITS);
    int head = (at >> GROUP_BITS) << 1;
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
    if ((at & (EvenBase.GROUP - 1)) == EvenBase.GROUP - 1) {
      noteEven(at >> EvenBase.GROUP_BITS);
    }
  }

  private void dropEven(int evenGroup) {
    if (evens[evenGroup] != 0) {
      int first = evenGroup << EvenBase.GROUP_BITS;
      if (distances[first] == 0) { // Otherwise there are some, which a reader may be looking at.
        long[] slots = new long[EvenBase.GROUP];
        copyTo(slots, 0, first, EvenBase.GROUP);
        fillGroups(first, slots, 0, EvenBase.GROUP);
      }
      EVEN.setRelease(evens, evenGroup, 0L);
    }
  }

  /** Gives a group that may have become full its even base, if it has one. */
  private void noteEven(int evenGroup) {
    long[] slots = new long[EvenBase.GROUP];
    copyTo(slots, 0, (long) evenGroup << EvenBase.GROUP_BITS, EvenBase.GROUP);
    noteEven(evenGroup, EvenBase.of(slots, 0));
  }

  private void noteEven(int evenGroup, long base) {
    evens[evenGroup] = base != 0 && isAllChecked(evenGroup) ? base | IdIndex.CHECKED : base;
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

  /**
   * Sets the slots from a first id on, divisible by {@value EvenBase#GROUP}; no reader knows the
   * groups that they are in.
   */
  void fill(long firstId, long[] slots) {
    int at = (int) firstId & mask;
    for (int from = 0; from < slots.length; from += EvenBase.GROUP) {
      int count = Math.min(EvenBase.GROUP, slots.length - from);
      long even = count == EvenBase.GROUP ? EvenBase.of(slots, from) : 0;
      if (even == 0) {
        fillGroups(at + from, slots, from, count);
      } else {
        fillChecked(at + from, slots, from);
      }
      noteEven((at + from) >> EvenBase.GROUP_BITS, even);
    }
  }

  /** Sets the bits of checked ids, from one on that an even base begins with. */
  private void fillChecked(int at, long[] slots, int from) {
    for (int group = 0; group < EvenBase.GROUP; group += GROUP) {
      long checked = 0;
      for (int i = 0; i < GROUP; i++) {
        checked |= slots[from + group + i] >>> (Long.SIZE - 1) << i;
      }
      heads[((at + group) >> GROUP_BITS << 1) + 1] = checked;
    }
  }

  private void fillGroups(int at, long[] slots, int from, int count) {
    for (int done = 0; done < count; done += GROUP) {
      fillGroup(at + done, slots, from + done, Math.min(GROUP, count - done));
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
    heads[at >> GROUP_BITS << 1] = isNear && first != 0 ? least : first;
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
    SlotBlock copy = new SlotBlock(size);
    System.arraycopy(heads, 2 * group, copy.heads, 0, copy.heads.length);
    System.arraycopy(distances, at, copy.distances, 0, size);
    long[] @Nullable [] groups = far;
    for (int i = 0; groups != null && i < size / GROUP; i++) {
      if (groups[group + i] != null) {
        long[] slots = new long[GROUP];
        copyTo(slots, 0, firstId + (long) i * GROUP, GROUP);
        copy.fillGroup(i * GROUP, slots, 0, GROUP); // They may be close together again.
      }
    }
    System.arraycopy(evens, at >> EvenBase.GROUP_BITS, copy.evens, 0, copy.evens.length);
    return copy;
  }
}
