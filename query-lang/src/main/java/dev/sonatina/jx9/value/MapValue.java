package dev.sonatina.jx9.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ordered map that is both array and object in Jx9, with int and string keys.
 *
 * <p>Maps are shared by reference. Each carries its own cursor, which {@code foreach}, {@code
 * next}, {@code each} and the like all move, a flag that says whether it prints as an object, and
 * the next free index.
 *
 * <p>A map may be <em>lazy</em>: it then stands for a value inside a {@link MemberSource}, answers
 * lookups from there, and takes its entries over at the first write or iteration. Maps it hands out
 * are remembered, so a member keeps its identity.
 *
 * <p>A map belongs to one thread at a time.
 */
/*
 * Entries lie in insertion order in parallel arrays, from index `first` up to before `end`. A script can remove an entry only at one of
 * the ends, so there are no holes.
 *
 *   packed   names == null, ints == null     entry first+i has the int key i
 *   mixed    ints and/or names are there     names[i] != null: a string key, else the int key ints[i]
 *
 * Mixed maps of more than a few entries have a chained hash table over the entries: table[hash & mask] is the youngest entry of its
 * chain, older[i] the next one. The youngest comes first because the original looks up duplicates of an int key, which array_copy makes
 * possible, in that order; a linear search therefore runs backwards.
 */
public final class MapValue extends Value {
  /** The position that stands for no entry. */
  public static final int NONE = -1;

  private static final Value[] NO_VALUES = {};
  private static final int LINEAR_MAX = 8;
  private static final int SIZE_MAX = 1 << 30;

  private Value[] values = NO_VALUES;
  private StringValue @Nullable [] names;
  private long @Nullable [] ints;
  private int @Nullable [] table;
  private int @Nullable [] older;
  private int first;
  private int end;
  private int cursor = NONE;
  private boolean isObject;
  private long nextIndex;
  private @Nullable LazyMembers lazy;

  private MapValue() {}

  /** A new empty array. */
  public static MapValue array() {
    return new MapValue();
  }

  /** A new empty array with room for {@code capacity} entries. */
  public static MapValue array(int capacity) {
    MapValue map = new MapValue();
    map.values = capacity == 0 ? NO_VALUES : new Value[capacity];
    return map;
  }

  /** A new empty map with the object flag. */
  public static MapValue object() {
    MapValue map = new MapValue();
    map.isObject = true;
    return map;
  }

  /** A map that stands for the root of {@code source}. */
  public static MapValue lazy(MemberSource source) {
    return lazy(source, source.root());
  }

  /** A map that stands for the map at {@code handle} of {@code source}. */
  public static MapValue lazy(MemberSource source, int handle) {
    MapValue map = new MapValue();
    map.lazy = new LazyMembers(source, handle);
    return map;
  }

  // --- the lazy side

  /** Whether the map still stands for a value inside a source. */
  public boolean isLazy() {
    return lazy != null;
  }

  /** The source of a lazy map, null once it has entries of its own. */
  public @Nullable MemberSource source() {
    return lazy == null ? null : lazy.source;
  }

  /** The handle of a lazy map in its {@link #source()}. */
  public int handle() {
    return lazy == null ? MemberSource.ABSENT : lazy.handle;
  }

  /**
   * Lets this lazy map stand for the root of its source again after the source has moved to another
   * record. Answers false, and changes nothing, if the map has taken its entries over or handed out
   * child maps: then somebody may hold on to them, and the caller needs a new map.
   */
  public boolean repoint() {
    LazyMembers members = lazy;
    if (members == null || members.hasChildren()) {
      return false;
    }
    members.handle = members.source.root();
    return true;
  }

  /**
   * Takes all entries over from the source, those of child maps too, so that nothing depends on the
   * source any more.
   */
  public void materialize() {
    load();
    for (int i = first; i < end; i++) {
      if (values[i] instanceof MapValue child && child.lazy != null) {
        child.materialize();
      }
    }
  }

  private void load() {
    LazyMembers members = lazy;
    if (members == null) {
      return;
    }
    lazy = null;
    members.source.decode(members.handle, this);
    for (int i = first; i < end; i++) {
      if (values[i] instanceof MapValue child) {
        values[i] = members.known(child);
      }
    }
  }

  // --- size, flag

  /** The number of entries. */
  public int size() {
    return lazy == null ? end - first : lazy.source.countAt(lazy.handle);
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** Whether the map prints as an object. */
  public boolean isObject() {
    load();
    return isObject;
  }

  /** Sets the object flag. */
  public void markObject() {
    load();
    isObject = true;
  }

  /** The index that {@link #append} would use. */
  public long nextIndex() {
    load();
    return nextIndex;
  }

  // --- lookup

  /**
   * Whether inserting under this string makes an int key: digits after an optional sign, no leading
   * zero.
   */
  public static boolean isIntKey(StringValue key) {
    int length = key.length();
    if (length == 0) {
      return false;
    }
    byte[] text = key.array();
    if (length > 1 && text[0] == '0') {
      return false;
    }
    int at = (text[0] == '-' || text[0] == '+') && length > 1 ? 1 : 0;
    for (; at < length; at++) {
      if (!NumberReader.isDigit(text[at])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value under {@code key} by the rules of lookup, null if there is none: strings are string
   * keys only, the empty string and null are 0, bools and floats are ints, a map is its JSON text.
   */
  public @Nullable Value get(Value key) {
    if (key instanceof IntValue index) {
      return get(index.value());
    }
    if (key instanceof StringValue name) {
      return get(name);
    }
    return switch (key.type()) {
      case MAP, RESOURCE -> get(key.toStringValue());
      default -> get(key.toInt());
    };
  }

  /** The value under an int key, null if there is none. */
  public @Nullable Value get(long key) {
    if (lazy != null) {
      return lazy.element(key);
    }
    int at = find(key);
    return at < 0 ? null : values[at];
  }

  /** The value under a string key, null if there is none; the empty string is looked up as 0. */
  public @Nullable Value get(StringValue key) {
    if (lazy != null) {
      return key.isEmpty() ? lazy.element(0) : lazy.member(MemberName.of(key));
    }
    int at = key.isEmpty() ? find(0) : find(key);
    return at < 0 ? null : values[at];
  }

  /** As {@link #get(StringValue)} for a prepared name. */
  public @Nullable Value get(MemberName key) {
    if (lazy != null) {
      return key.text().isEmpty() ? lazy.element(0) : lazy.member(key);
    }
    return get(key.text());
  }

  /** Whether there is an entry under {@code key}, by the rules of lookup. */
  public boolean containsKey(Value key) {
    return get(key) != null;
  }

  /** The position of an int key, {@link #NONE} if there is none. */
  private int find(long key) {
    if (ints == null) {
      if (names != null) {
        return NONE;
      }
      return key >= 0 && key < end - first ? first + (int) key : NONE;
    }
    StringValue[] strings = names;
    if (table == null || older == null) {
      for (int i = end - 1; i >= first; i--) {
        if (ints[i] == key && (strings == null || strings[i] == null)) {
          return i;
        }
      }
      return NONE;
    }
    for (int i = table[hash(key) & (table.length - 1)]; i >= 0; i = older[i]) {
      if (ints[i] == key && (strings == null || strings[i] == null)) {
        return i;
      }
    }
    return NONE;
  }

  /** The position of a string key, {@link #NONE} if there is none. */
  private int find(StringValue key) {
    StringValue[] strings = names;
    if (strings == null) {
      return NONE;
    }
    int hash = key.hashCode();
    if (table == null || older == null) {
      for (int i = end - 1; i >= first; i--) {
        StringValue name = strings[i];
        if (name != null && name.hashCode() == hash && name.equalTo(key)) {
          return i;
        }
      }
      return NONE;
    }
    for (int i = table[hash & (table.length - 1)]; i >= 0; i = older[i]) {
      StringValue name = strings[i];
      if (name != null && name.hashCode() == hash && name.equalTo(key)) {
        return i;
      }
    }
    return NONE;
  }

  private static int hash(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  // --- insertion

  /**
   * Puts {@code value} under {@code key} by the rules of insertion: strings that look like ints are
   * int keys, the empty string appends, null is 0, bools and floats are ints, a map is its JSON
   * text. The first key of an empty map decides its object flag if it is a string. An entry that
   * exists keeps its place.
   */
  public void put(Value key, Value value) {
    if (key instanceof IntValue index) {
      put(index.value(), value);
    } else if (key instanceof StringValue name) {
      put(name, value);
    } else {
      switch (key.type()) {
        case MAP, RESOURCE -> putText(key.toStringValue(), value);
        default -> put(key.toInt(), value);
      }
    }
  }

  /** Puts {@code value} under an int key. */
  public void put(long key, Value value) {
    load();
    int at = find(key);
    if (at >= 0) {
      values[at] = value;
      return;
    }
    link(null, key, value);
    if (key >= nextIndex) {
      nextIndex = key + 1;
      while (find(nextIndex) >= 0) {
        nextIndex++;
      }
    }
  }

  /** Puts {@code value} under a string key, or under the int key it looks like. */
  public void put(StringValue key, Value value) {
    load();
    if (first == end) {
      isObject = true;
    }
    putText(key, value);
  }

  private void putText(StringValue key, Value value) {
    load();
    if (key.isEmpty()) {
      append(value);
      return;
    }
    if (isIntKey(key)) {
      put(key.toInt(), value);
      return;
    }
    int at = find(key);
    if (at >= 0) {
      values[at] = value;
    } else {
      link(key, 0, value);
    }
  }

  /** Adds {@code value} under the next index, whether or not that key exists. */
  public void append(Value value) {
    load();
    link(null, nextIndex, value);
    nextIndex++;
  }

  /**
   * Adds an entry for a key that is not looked up first; the next index and the object flag stay.
   */
  private void link(@Nullable StringValue name, long index, Value value) {
    if (end == values.length) {
      makeRoom();
    }
    int at = end;
    if (first == end) {
      cursor = at;
    }
    if (name != null) {
      namesForWriting()[at] = name;
      if (ints != null) {
        ints[at] = 0;
      }
    } else if (ints != null || names != null || index != end - first) {
      intsForWriting()[at] = index;
    }
    values[at] = value;
    end++;
    if (ints != null || names != null) {
      enter(at, name != null ? name.hashCode() : hash(index));
    }
  }

  private void enter(int at, int hash) {
    int[] heads = table;
    int[] chain = older;
    if (heads == null || chain == null || end - first > heads.length) {
      if (end - first > LINEAR_MAX) {
        rehash();
      }
      return;
    }
    int bucket = hash & (heads.length - 1);
    chain[at] = heads[bucket];
    heads[bucket] = at;
  }

  private void rehash() {
    int buckets = Integer.highestOneBit(Math.max(LINEAR_MAX, end - first)) << 1;
    int[] heads = new int[buckets];
    Arrays.fill(heads, NONE);
    int[] chain = older != null && older.length == values.length ? older : new int[values.length];
    for (int i = first; i < end; i++) {
      int bucket = hashAt(i) & (buckets - 1);
      chain[i] = heads[bucket];
      heads[bucket] = i;
    }
    table = heads;
    older = chain;
  }

  private int hashAt(int position) {
    StringValue name = names == null ? null : names[position];
    if (name != null) {
      return name.hashCode();
    }
    return hash(intAt(position));
  }

  private long intAt(int position) {
    return ints == null ? (long) position - first : ints[position];
  }

  private StringValue[] namesForWriting() {
    StringValue[] strings = names;
    if (strings == null) {
      if (first < end) {
        intsForWriting();
      }
      strings = new StringValue[values.length];
      names = strings;
    }
    return strings;
  }

  private long[] intsForWriting() {
    long[] keys = ints;
    if (keys == null) {
      keys = new long[values.length];
      if (names == null) {
        for (int i = first; i < end; i++) {
          keys[i] = (long) i - first;
        }
      }
      ints = keys;
      if (end - first > LINEAR_MAX && table == null) {
        rehash();
      }
    }
    return keys;
  }

  private void makeRoom() {
    int size = end - first;
    if (size >= SIZE_MAX) {
      throw new IllegalStateException("map too large: " + size + " entries");
    }
    int capacity = Math.max(4, size + (size >> 1) + 1);
    boolean shifted = first > 0;
    values = Arrays.copyOfRange(values, first, first + capacity);
    if (names != null) {
      names = Arrays.copyOfRange(names, first, first + capacity);
    }
    if (ints != null) {
      ints = Arrays.copyOfRange(ints, first, first + capacity);
    }
    if (cursor != NONE) {
      cursor -= first;
    }
    end -= first;
    first = 0;
    if (table != null && older != null) {
      if (shifted) {
        rehash();
      } else {
        older = Arrays.copyOf(older, capacity);
      }
    }
  }

  // --- removal

  /**
   * Removes and returns the last value, null if the map is empty. The next index stays; the cursor
   * goes to the first entry.
   */
  public @Nullable Value removeLast() {
    load();
    if (first == end) {
      return null;
    }
    int at = end - 1;
    if (table != null && older != null) {
      unchain(table, older, at);
    }
    Value value = values[at];
    blank(at);
    end = at;
    reset();
    return value;
  }

  /**
   * Removes and returns the first value, null if the map is empty. Int keys are numbered anew from
   * 0, string keys stay; the cursor goes to the first entry.
   */
  public @Nullable Value removeFirst() {
    load();
    if (first == end) {
      return null;
    }
    Value value = values[first];
    blank(first);
    first++;
    renumber();
    reset();
    return value;
  }

  private void renumber() {
    if (ints == null) {
      nextIndex = names == null ? end - first : 0;
      if (table != null) {
        rehash();
      }
      return;
    }
    long index = 0;
    for (int i = first; i < end; i++) {
      if (names == null || names[i] == null) {
        ints[i] = index++;
      }
    }
    nextIndex = index;
    if (names == null) {
      ints = null;
      table = null;
      older = null;
    } else if (table != null) {
      rehash();
    }
  }

  private static void unchainHead(int[] heads, int[] chain, int bucket, int at) {
    int i = heads[bucket];
    while (chain[i] != at) {
      i = chain[i];
    }
    chain[i] = chain[at];
  }

  private void unchain(int[] heads, int[] chain, int at) {
    int bucket = hashAt(at) & (heads.length - 1);
    if (heads[bucket] == at) {
      heads[bucket] = chain[at];
    } else {
      unchainHead(heads, chain, bucket, at);
    }
  }

  @SuppressWarnings("NullAway") // a slot outside first..end is never read
  private void blank(int position) {
    values[position] = null;
    if (names != null) {
      names[position] = null;
    }
  }

  /** Removes all entries. The object flag stays; the next index is 0 again. */
  public void clear() {
    load();
    boolean object = isObject;
    takeOver(new MapValue());
    isObject = object;
  }

  /**
   * Replaces all entries by {@code sorted} under the keys 0, 1, 2 …; the object flag stays, the
   * cursor goes to the first entry.
   */
  public void replaceAll(Value[] sorted) {
    load();
    values = sorted;
    names = null;
    ints = null;
    table = null;
    older = null;
    first = 0;
    end = sorted.length;
    nextIndex = end;
    reset();
  }

  private void takeOver(MapValue other) {
    values = other.values;
    names = other.names;
    ints = other.ints;
    table = other.table;
    older = other.older;
    first = other.first;
    end = other.end;
    cursor = other.cursor;
    nextIndex = other.nextIndex;
    isObject = other.isObject;
  }

  // --- whole maps

  /**
   * A new map with the same entries; its next index is 0, and it is an object if its first key is a
   * string.
   */
  public MapValue copy() {
    load();
    MapValue copy = new MapValue();
    int size = end - first;
    if (size == 0) {
      return copy;
    }
    copy.values = Arrays.copyOfRange(values, first, end);
    copy.names = names == null ? null : Arrays.copyOfRange(names, first, end);
    copy.ints = ints == null ? null : Arrays.copyOfRange(ints, first, end);
    copy.end = size;
    copy.cursor = 0;
    copy.isObject = names != null && names[first] != null;
    if (table != null) {
      copy.rehash();
    }
    return copy;
  }

  /**
   * Adds the entries of {@code other} whose keys this map does not have; the next index and the
   * object flag stay.
   */
  public void addMissing(MapValue other) {
    if (this == other) {
      return;
    }
    load();
    other.load();
    for (int i = other.first; i < other.end; i++) {
      StringValue name = other.names == null ? null : other.names[i];
      if (name != null) {
        if (find(name) < 0) {
          link(name, 0, other.values[i]);
        }
      } else if (find(other.intAt(i)) < 0) {
        link(null, other.intAt(i), other.values[i]);
      }
    }
  }

  // --- positions and the cursor

  /** The position of the first entry, {@link #NONE} if the map is empty. */
  public int firstPosition() {
    load();
    return first == end ? NONE : first;
  }

  /** The position after {@code position}, {@link #NONE} after the last. */
  public int positionAfter(int position) {
    return position + 1 < end ? position + 1 : NONE;
  }

  /** The key at a position. */
  public Value keyAt(int position) {
    StringValue name = names == null ? null : names[position];
    return name != null ? name : IntValue.of(intAt(position));
  }

  /** The string key at a position, null if it has an int key. */
  public @Nullable StringValue nameAt(int position) {
    return names == null ? null : names[position];
  }

  /** The int key at a position that has no string key. */
  public long indexAt(int position) {
    return intAt(position);
  }

  /** The value at a position. */
  public Value valueAt(int position) {
    return values[position];
  }

  /** Replaces the value at a position. */
  public void setValueAt(int position, Value value) {
    values[position] = value;
  }

  /**
   * The position of the entry under {@code key} by the rules of lookup, {@link #NONE} if there is
   * none.
   */
  public int positionOf(Value key) {
    load();
    if (key instanceof IntValue index) {
      return find(index.value());
    }
    if (key instanceof StringValue name) {
      return name.isEmpty() ? find(0) : find(name);
    }
    return switch (key.type()) {
      case MAP, RESOURCE -> positionOf(key.toStringValue());
      default -> find(key.toInt());
    };
  }

  /** The cursor: a position, or {@link #NONE} past the end. */
  public int cursor() {
    load();
    return cursor;
  }

  /** Moves the cursor to the first entry. */
  public void reset() {
    load();
    cursor = first == end ? NONE : first;
  }

  /** Moves the cursor to the last entry. */
  public void moveToEnd() {
    load();
    cursor = first == end ? NONE : end - 1;
  }

  /** Moves the cursor one entry on; from the last it leaves the map. */
  public void moveNext() {
    load();
    if (cursor != NONE) {
      cursor = positionAfter(cursor);
    }
  }

  /** Moves the cursor one entry back; from the first it leaves the map. */
  public void movePrevious() {
    load();
    if (cursor != NONE) {
      cursor = cursor > first ? cursor - 1 : NONE;
    }
  }

  /**
   * The position at the cursor, which moves one entry on; {@link #NONE} if it is past the end. One
   * step of {@code foreach}.
   */
  public int advance() {
    load();
    int at = cursor;
    if (at != NONE) {
      cursor = positionAfter(at);
    }
    return at;
  }

  // --- conversions

  @Override
  public ValueType type() {
    return ValueType.MAP;
  }

  @Override
  public boolean toBool() {
    return size() != 0;
  }

  @Override
  public long toInt() {
    return size();
  }

  @Override
  public double toFloat() {
    return size();
  }

  @Override
  public Value toNumber() {
    return IntValue.of(size());
  }

  @Override
  public StringValue toStringValue() {
    return JsonText.print(this);
  }

  @Override
  public String typeName() {
    return isObject() ? "JSON Object" : "JSON Array";
  }

  /** Zero: the original finds an address here. */
  @Override
  public long intPayload() {
    return 0;
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return toStringValue().toString();
  }
}
