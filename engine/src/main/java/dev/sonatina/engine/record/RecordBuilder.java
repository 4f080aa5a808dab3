package dev.sonatina.engine.record;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.value.StringValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one value after the other in the form of {@link RecordFormat}.
 *
 * <p>The caller opens and closes containers and names each member before its value; the result lies
 * in {@link #bytes()} up to {@link #length()} when the outermost value is complete. Reusable
 * through {@link #reset()}. For one thread.
 */
/*
 * How wide the tables of a container are is known only when it is complete. So its values are written first, and when it closes they are
 * moved up to make room for its head. Each level moves the bytes of its values once; records are a few levels deep, and moving costs
 * little beside parsing.
 */
final class RecordBuilder {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ARRAY_LEVEL = 0;
  private static final int OBJECT_LEVEL = 1;

  private final KeyDictionary dictionary;
  private final int nestingMax;

  private byte[] bytes = new byte[1024];
  private int length;

  /**
   * Open containers: kind, where the first value starts, where its entries start, how many values.
   */
  private int[] kinds = new int[16];

  private int[] starts = new int[16];
  private int[] entryBases = new int[16];
  private int[] counts = new int[16];
  private int depth;

  /**
   * Members of the open objects, and every sixteenth element of the open arrays: key and position.
   */
  private int[] keys = new int[64];

  private int[] positions = new int[64];
  private int entryCount;

  private final MemberOrder memberOrder = new MemberOrder();

  RecordBuilder(KeyDictionary dictionary, int nestingMax) {
    this.dictionary = dictionary;
    this.nestingMax = nestingMax;
  }

  /** Starts a new record. */
  void reset() {
    length = 0;
    depth = 0;
    entryCount = 0;
    append(RecordFormat.VERSION);
  }

  /** The array with the record, which the next one overwrites. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int depth() {
    return depth;
  }

  /** Whether the innermost open container is an object. */
  boolean isInObject() {
    return depth > 0 && kinds[depth - 1] == OBJECT_LEVEL;
  }

  /** Takes back the value of a member, which began at this length. */
  void truncate(int start) {
    length = start;
  }

  // --- containers

  void beginObject() {
    begin(OBJECT_LEVEL);
  }

  void beginArray() {
    begin(ARRAY_LEVEL);
  }

  private void begin(int kind) {
    startValue();
    if (depth == nestingMax) {
      throw new DatabaseException(
          ErrorCode.LIMIT_EXCEEDED, "record nested deeper than " + nestingMax + " levels");
    }
    if (depth == kinds.length) {
      kinds = Arrays.copyOf(kinds, depth * 2);
      starts = Arrays.copyOf(starts, depth * 2);
      entryBases = Arrays.copyOf(entryBases, depth * 2);
      counts = Arrays.copyOf(counts, depth * 2);
    }
    kinds[depth] = kind;
    starts[depth] = length;
    entryBases[depth] = entryCount;
    counts[depth] = 0;
    depth++;
  }

  /** Names the member whose value comes next. */
  void name(int key) {
    addEntry(key, length);
    counts[depth - 1]++;
  }

  /** Names the member whose value comes next by a name without a number. */
  void inlineName(byte[] text, int from, int count) {
    name(RecordFormat.INLINE_KEY);
    writeString(text, from, count);
  }

  /** Names the member whose value comes next, with its number if the dictionary has room. */
  void name(StringValue name) {
    int key = dictionary.intern(name);
    if (key == KeyDictionary.NONE) {
      inlineName(name.array(), 0, name.length());
    } else {
      name(key);
    }
  }

  private void addEntry(int key, int position) {
    if (entryCount == keys.length) {
      keys = Arrays.copyOf(keys, entryCount * 2);
      positions = Arrays.copyOf(positions, entryCount * 2);
    }
    keys[entryCount] = key;
    positions[entryCount] = position;
    entryCount++;
  }

  /** Counts an element if the innermost container is an array; a member was counted by its name. */
  private void startValue() {
    int level = depth - 1;
    if (level < 0 || kinds[level] == OBJECT_LEVEL) {
      return;
    }
    int count = counts[level]++;
    if (count > 0 && count % RecordFormat.ARRAY_STRIDE == 0) {
      addEntry(0, length);
    }
  }

  void endArray() {
    int level = --depth;
    int start = starts[level];
    int base = entryBases[level];
    int jumpCount = entryCount - base;
    int payload = length - start;
    int w = 0;
    while (!fits((long) payload + (long) jumpCount * (1 << w), w) || !fits(counts[level], w)) {
      w++;
    }
    int size = payload + jumpCount * (1 << w);
    int head = 1 + 2 * (1 << w) + jumpCount * (1 << w);
    makeRoom(start, head);
    int at = start;
    bytes[at++] = (byte) (RecordFormat.ARRAY + w);
    at = putSized(at, counts[level], w);
    at = putSized(at, size, w);
    for (int i = base; i < entryCount; i++) {
      at = putSized(at, positions[i] - start, w);
    }
    entryCount = base;
  }

  void endObject() {
    int level = --depth;
    int start = starts[level];
    int base = entryBases[level];
    if (memberOrder.sort(keys, positions, base, entryCount, bytes, length, dictionary)) {
      length = memberOrder.dropRepeated(bytes, start, length);
    }
    int count = memberOrder.count();
    boolean ordered = memberOrder.isOriginal();
    int payload = length - start;
    int w = 0;
    while (!fits(payload + tableSize(count, ordered, w), w)) {
      w++;
    }
    int tables = (int) tableSize(count, ordered, w);
    makeRoom(start, 1 + 2 * (1 << w) + tables);
    int at = start;
    bytes[at++] =
        (byte)
            (RecordFormat.OBJECT
                + w
                + (ordered ? RecordFormat.ORDERED : 0)
                + (memberOrder.hasIntNames() ? RecordFormat.HAS_INT_NAMES : 0));
    at = putSized(at, count, w);
    at = putSized(at, payload + tables, w);
    for (int i = 0; i < count; i++) {
      int key = memberOrder.key(i);
      SHORTS.set(bytes, at, (short) key);
      at += Short.BYTES;
    }
    for (int i = 0; i < count; i++) {
      at = putSized(at, memberOrder.position(i) - start, w);
    }
    if (!ordered) {
      for (int i = 0; i < count; i++) {
        at = putSized(at, memberOrder.rankOf(i), w);
      }
    }
    entryCount = base;
  }

  private static long tableSize(int count, boolean ordered, int w) {
    return count * (2L + (ordered ? 1L : 2L) * (1 << w));
  }

  private static boolean fits(long value, int w) {
    return w == 2 ? value <= Integer.MAX_VALUE : value < 1L << (8 << w);
  }

  // --- scalars

  void nullValue() {
    startValue();
    append(RecordFormat.NULL);
  }

  void bool(boolean value) {
    startValue();
    append(value ? RecordFormat.TRUE : RecordFormat.FALSE);
  }

  void integer(long value) {
    startValue();
    if (value >= 0 && value <= RecordFormat.SMALL_MAX) {
      append(RecordFormat.SMALL_INT | (int) value);
    } else if (value == (byte) value) {
      appendNumber(RecordFormat.INT1, value, 1);
    } else if (value == (short) value) {
      appendNumber(RecordFormat.INT2, value, 2);
    } else if (value == (int) value) {
      appendNumber(RecordFormat.INT4, value, 4);
    } else {
      appendNumber(RecordFormat.INT8, value, 8);
    }
  }

  /** An int above the signed range, given by its 64 bits. */
  void unsigned(long bits) {
    startValue();
    appendNumber(RecordFormat.UNSIGNED, bits, 8);
  }

  void number(double value) {
    startValue();
    float narrow = (float) value;
    if (Double.doubleToRawLongBits(narrow) == Double.doubleToRawLongBits(value)) {
      appendNumber(RecordFormat.FLOAT, Float.floatToRawIntBits(narrow), 4);
    } else {
      appendNumber(RecordFormat.DOUBLE, Double.doubleToRawLongBits(value), 8);
    }
  }

  void string(byte[] text, int from, int count) {
    startValue();
    writeString(text, from, count);
  }

  /** A string that may stand in JSON as it is. */
  void plainString(byte[] text, int from, int count) {
    startValue();
    writeString(text, from, count, true);
  }

  private void writeString(byte[] text, int from, int count) {
    writeString(text, from, count, JsonStrings.isPlain(text, from, from + count));
  }

  private void writeString(byte[] text, int from, int count, boolean plain) {
    startString(count, plain);
    System.arraycopy(text, from, bytes, length, count);
    length += count;
  }

  /**
   * A string of characters; a lone surrogate becomes the three bytes of its code, which is not
   * well-formed UTF-8 but comes back as it was.
   */
  void string(char[] text, int from, int count) {
    startValue();
    // The room for the longest head and three bytes a character; the bytes then move down to where
    // they belong.
    reserve(5 + 3L * count);
    int start = length + 5;
    int end = JsonStrings.encode(text, from, from + count, bytes, start);
    boolean plain = JsonStrings.isPlain(bytes, start, end);
    startString(end - start, plain);
    System.arraycopy(bytes, start, bytes, length, end - start);
    length += end - start;
  }

  /** Writes the head of a string and makes sure that there is room for its bytes. */
  private void startString(int count, boolean plain) {
    reserve(5L + count);
    if (plain && count <= RecordFormat.SMALL_MAX) {
      bytes[length++] = (byte) (RecordFormat.SHORT_STRING | count);
      return;
    }
    int w = count < 1 << 8 ? 0 : count < 1 << 16 ? 1 : 2;
    bytes[length++] = (byte) (RecordFormat.STRING + w + (plain ? RecordFormat.PLAIN : 0));
    length = putSized(length, count, w);
  }

  // --- bytes

  private void append(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  private void appendNumber(int tag, long value, int size) {
    reserve(1 + Long.BYTES);
    bytes[length] = (byte) tag;
    LONGS.set(bytes, length + 1, value);
    length += 1 + size;
  }

  private int putSized(int at, int value, int w) {
    switch (w) {
      case 0 -> bytes[at] = (byte) value;
      case 1 -> SHORTS.set(bytes, at, (short) value);
      default -> INTS.set(bytes, at, value);
    }
    return at + (1 << w);
  }

  private void makeRoom(int start, int head) {
    reserve(head);
    System.arraycopy(bytes, start, bytes, start + head, length - start);
    length += head;
  }

  private void reserve(long more) {
    long needed = length + more;
    if (needed <= bytes.length) {
      return;
    }
    if (needed > Integer.MAX_VALUE - 64) {
      throw new DatabaseException(ErrorCode.LIMIT_EXCEEDED, "record larger than 2 GiB when stored");
    }
    bytes =
        Arrays.copyOf(
            bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, 2L * bytes.length)));
  }
}
