package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.StringValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The numbers of member names seen lately, found by the bytes of their text. For one thread. */
final class NameTable {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SIZE_BITS = 11;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final byte[] NO_NAME = {};

  private final KeyDictionary dictionary;
  private final byte[][] seen = new byte[1 << SIZE_BITS][];
  private final int[] numbers = new int[1 << SIZE_BITS];

  NameTable(KeyDictionary dictionary) {
    this.dictionary = dictionary;
    Arrays.fill(seen, NO_NAME);
  }

  /** The number of a name, given one if there is room, else {@link KeyDictionary#NONE}. */
  int find(byte[] bytes, int from, int to) {
    int slot = (int) (hash(bytes, from, to) >>> (Long.SIZE - SIZE_BITS));
    byte[] known = seen[slot];
    if (known.length == to - from && known.length > 0 && isSame(known, bytes, from)) {
      return numbers[slot];
    }
    byte[] name = Arrays.copyOfRange(bytes, from, to);
    int number = dictionary.intern(StringValue.wrap(name));
    if (number != KeyDictionary.NONE) {
      seen[slot] = name;
      numbers[slot] = number;
    }
    return number;
  }

  /** Of the first and the last eight bytes, which tell nearly all names of a database apart. */
  private static long hash(byte[] bytes, int from, int to) {
    int size = to - from;
    if (size >= Long.BYTES) {
      long first = (long) LONGS.get(bytes, from);
      long last = (long) LONGS.get(bytes, to - Long.BYTES);
      return ((first * MIX ^ last) + size) * MIX;
    }
    long all = size;
    for (int i = from; i < to; i++) {
      all = all << 8 | bytes[i];
    }
    return all * MIX;
  }

  private static boolean isSame(byte[] known, byte[] bytes, int from) {
    int size = known.length;
    if (size < Long.BYTES) {
      for (int i = 0; i < size; i++) {
        if (known[i] != bytes[from + i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i <= size - Long.BYTES; i += Long.BYTES) {
      if ((long) LONGS.get(known, i) != (long) LONGS.get(bytes, from + i)) {
        return false;
      }
    }
    int tail = size - Long.BYTES;
    return (long) LONGS.get(known, tail) == (long) LONGS.get(bytes, from + tail);
  }
}
