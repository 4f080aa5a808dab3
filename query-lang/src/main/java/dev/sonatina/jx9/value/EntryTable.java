package dev.sonatina.jx9.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The storage half of {@link MapValue}: an insertion-ordered hash table whose keys are ints and
 * byte strings. It knows nothing of Jx9's rules about keys.
 *
 * <p>An entry is named by its position, which counts from 0 in insertion order.
 */
/*
 * Entries lie in parallel arrays, from index `first` up to before `end`. Scripts can remove entries only at the two ends, so there are
 * no holes.
 *
 *   packed   names == null and ints == null    the entry at position p has the int key p
 *   mixed    one of them is there, or both     names[i] != null: a string key, else the int key ints[i]
 *
 * Mixed tables of more than a few entries are hashed with chains: heads[hash & mask] is the youngest entry of a chain and older[i] the
 * one before it. The youngest comes first because array_copy makes it possible to add an int key twice, and the original then finds the
 * later entry; a linear search therefore runs backwards.
 */
abstract sealed class EntryTable extends Value permits OrderedEntries {
  /** The position that stands for no entry. */
  public static final int NONE = -1;

  private static final Value[] NO_VALUES = {};
  private static final int LINEAR_MAX = 8;
  private static final int SIZE_MAX = 1 << 30;

  private Value[] values = NO_VALUES;
  private StringValue @Nullable [] names;
  private long @Nullable [] ints;
  private int @Nullable [] heads;
  private int @Nullable [] older;
  private int first;
  private int end;
  private boolean isAccounted;

  final int count() {
    return end - first;
  }

  /**
   * Notes that somebody has asked for the memory of what it holds now.
   *
   * @return whether that is the first time
   */
  public final boolean markAccounted() {
    boolean isFirst = !isAccounted;
    isAccounted = true;
    return isFirst;
  }

  /** Makes room for {@code capacity} entries in all. */
  final void ensureCapacity(int capacity) {
    if (capacity > values.length - first) {
      grow(capacity);
    }
  }

  // --- finding

  final int find(long key) {
    long[] keys = ints;
    if (keys == null) {
      return names == null && key >= 0 && key < end - first ? (int) key : NONE;
    }
    StringValue[] strings = names;
    int[] chains = heads;
    int[] next = older;
    if (chains == null || next == null) {
      for (int i = end - 1; i >= first; i--) {
        if (keys[i] == key && (strings == null || strings[i] == null)) {
          return i - first;
        }
      }
      return NONE;
    }
    for (int i = chains[hash(key) & (chains.length - 1)]; i >= 0; i = next[i]) {
      if (keys[i] == key && (strings == null || strings[i] == null)) {
        return i - first;
      }
    }
    return NONE;
  }

  final int find(StringValue key) {
    StringValue[] strings = names;
    if (strings == null) {
      return NONE;
    }
    int hash = key.hashCode();
    int[] chains = heads;
    int[] next = older;
    if (chains == null || next == null) {
      for (int i = end - 1; i >= first; i--) {
        if (isSame(strings[i], key, hash)) {
          return i - first;
        }
      }
      return NONE;
    }
    for (int i = chains[hash & (chains.length - 1)]; i >= 0; i = next[i]) {
      if (isSame(strings[i], key, hash)) {
        return i - first;
      }
    }
    return NONE;
  }

  private static boolean isSame(@Nullable StringValue name, StringValue key, int hash) {
    return name != null && name.hashCode() == hash && name.equalTo(key);
  }

  private static int hash(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
  }

  // --- reading and replacing by position

  /** The string key at a position, null if it has an int key. */
  public final @Nullable StringValue nameAt(int position) {
    return names == null ? null : names[first + position];
  }

  /** The int key at a position that has no string key. */
  public final long indexAt(int position) {
    return ints == null ? position : ints[first + position];
  }

  /** The value at a position. */
  public final Value valueAt(int position) {
    return values[first + position];
  }

  /** Replaces the value at a position. */
  public final void setValueAt(int position, Value value) {
    values[first + position] = value;
  }

  // --- adding

  /** Adds an entry at the end under a string key, whether or not there is one already. */
  final void add(StringValue name, Value value) {
    int at = slot(value);
    StringValue[] strings = names;
    if (strings == null) {
      if (at > first) {
        useInts();
      }
      strings = new StringValue[values.length];
      names = strings;
    }
    strings[at] = name;
    end++;
    enter(at, name.hashCode());
  }

  /** Adds an entry at the end under an int key, whether or not there is one already. */
  final void add(long index, Value value) {
    int at = slot(value);
    if (names == null && ints == null) {
      if (index == at - first) {
        end++;
        return;
      }
    }
    useInts()[at] = index;
    end++;
    enter(at, hash(index));
  }

  private int slot(Value value) {
    if (end == values.length) {
      int size = end - first;
      if (size >= SIZE_MAX) {
        throw new IllegalStateException("map too large: " + size + " entries");
      }
      grow(Math.max(4, size + (size >> 1) + 1));
    }
    values[end] = value;
    return end;
  }

  private long[] useInts() {
    long[] keys = ints;
    if (keys == null) {
      keys = new long[values.length];
      ints = keys;
      if (names == null) {
        for (int i = first; i < end; i++) {
          keys[i] = (long) i - first;
        }
        if (end - first > LINEAR_MAX) {
          rehash();
        }
      }
    }
    return keys;
  }

  private void grow(int capacity) {
    boolean isShifted = first > 0;
    values = Arrays.copyOfRange(values, first, first + capacity);
    if (names != null) {
      names = Arrays.copyOfRange(names, first, first + capacity);
    }
    if (ints != null) {
      ints = Arrays.copyOfRange(ints, first, first + capacity);
    }
    end -= first;
    first = 0;
    if (older != null) {
      if (isShifted) {
        rehash();
      } else {
        older = Arrays.copyOf(older, capacity);
      }
    }
  }

  private void enter(int at, int hash) {
    int[] chains = heads;
    int[] next = older;
    if (chains == null || next == null || end - first > chains.length) {
      if (end - first > LINEAR_MAX) {
        rehash();
      }
      return;
    }
    int chain = hash & (chains.length - 1);
    next[at] = chains[chain];
    chains[chain] = at;
  }

  private void rehash() {
    int size = Integer.highestOneBit(Math.max(LINEAR_MAX, end - first)) << 1;
    int[] chains = new int[size];
    Arrays.fill(chains, NONE);
    int[] next = older != null && older.length == values.length ? older : new int[values.length];
    for (int i = first; i < end; i++) {
      int chain = hashAt(i) & (size - 1);
      next[i] = chains[chain];
      chains[chain] = i;
    }
    heads = chains;
    older = next;
  }

  private int hashAt(int at) {
    StringValue name = names == null ? null : names[at];
    if (name != null) {
      return name.hashCode();
    }
    return ints == null ? hash((long) at - first) : hash(ints[at]);
  }

  // --- removing

  /** Removes and returns the value of the last entry; there must be one. */
  final Value dropLast() {
    int at = end - 1;
    if (heads != null && older != null) {
      // The last entry is the youngest of its chain.
      heads[hashAt(at) & (heads.length - 1)] = older[at];
    }
    Value value = values[at];
    blank(at);
    end = at;
    return value;
  }

  /**
   * Removes and returns the value of the first entry; there must be one. Int keys are numbered anew
   * from 0 in order; {@link #intKeyCount} tells how many there are.
   */
  final Value dropFirst() {
    Value value = values[first];
    blank(first);
    first++;
    if (names == null) {
      ints = null;
      heads = null;
      older = null;
    } else {
      renumber();
    }
    return value;
  }

  private void renumber() {
    StringValue[] strings = names;
    long[] keys = ints;
    if (keys != null && strings != null) {
      long next = 0;
      for (int i = first; i < end; i++) {
        if (strings[i] == null) {
          keys[i] = next++;
        }
      }
    }
    if (heads != null) {
      rehash();
    }
  }

  final int intKeyCount() {
    StringValue[] strings = names;
    if (strings == null) {
      return end - first;
    }
    int result = 0;
    for (int i = first; i < end; i++) {
      if (strings[i] == null) {
        result++;
      }
    }
    return result;
  }

  @SuppressWarnings("NullAway") // a slot outside first..end is never read
  private void blank(int at) {
    values[at] = null;
    if (names != null) {
      names[at] = null;
    }
  }

  /** Replaces everything by {@code newValues}, which is taken over, under the keys 0, 1, 2 … */
  final void replaceEntries(Value[] newValues) {
    values = newValues;
    names = null;
    ints = null;
    heads = null;
    older = null;
    first = 0;
    end = newValues.length;
  }

  /** Replaces everything by the entries of {@code other}. */
  final void copyEntries(EntryTable other) {
    values = Arrays.copyOfRange(other.values, other.first, other.end);
    names = other.names == null ? null : Arrays.copyOfRange(other.names, other.first, other.end);
    ints = other.ints == null ? null : Arrays.copyOfRange(other.ints, other.first, other.end);
    first = 0;
    end = values.length;
    heads = null;
    older = null;
    if (other.heads != null) {
      rehash();
    }
  }

  /** The values in order, a new array. */
  final Value[] copyValues() {
    return Arrays.copyOfRange(values, first, end);
  }
}
