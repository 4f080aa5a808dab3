package dev.sonatina.jx9.value;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ordered map that is both array and object in Jx9, with int and string keys.
 *
 * <p>Maps are shared by reference. Each carries its own cursor, which {@code foreach}, {@code
 * next}, {@code each} and the like all move, a flag that says whether it prints as an object, and
 * the next free index. Entries are named by position: 0, 1, 2 … in order of insertion.
 *
 * <p>A map may be <em>lazy</em>: it then stands for a value inside a {@link MemberSource}, answers
 * lookups from there, and takes its entries over at the first write or iteration. Maps it hands out
 * are remembered, so a member keeps its identity.
 *
 * <p>A map belongs to one thread at a time.
 */
public final class MapValue extends OrderedEntries {
  /** The position that stands for no entry. */
  public static final int NONE = EntryTable.NONE;

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
    map.ensureCapacity(capacity);
    return map;
  }

  /** A new array of {@code values}, which is taken over. */
  public static MapValue arrayOf(Value[] values) {
    MapValue map = new MapValue();
    map.replaceAll(values);
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

  /**
   * The source of a lazy map that has handed out no child maps, so that the source alone has the
   * answers; else null.
   */
  public @Nullable MemberSource untouchedSource() {
    LazyMembers members = lazy;
    return members == null || members.hasChildren() ? null : members.source;
  }

  /** The handle of a lazy map in its {@link #source()}. */
  public int handle() {
    return lazy == null ? MemberSource.ABSENT : lazy.handle;
  }

  /**
   * Whether the map, and every child map it has handed out, still stands for a value inside its
   * source: nothing was changed.
   */
  public boolean isUntouched() {
    return lazy != null && lazy.isUntouched();
  }

  /**
   * Makes this map, whatever has become of it, stand for the root of {@code source}. Only for a map
   * that nobody holds on to, nor to a child map it has handed out.
   */
  public void standFor(MemberSource source) {
    LazyMembers members = lazy;
    if (members != null) {
      members.restart(source);
      return;
    }
    lazy = null;
    clear();
    isObject = false;
    lazy = new LazyMembers(source, source.root());
  }

  /**
   * Takes all entries over from the source, and those of all maps inside, so that nothing depends
   * on a source any more.
   */
  public void materialize() {
    Deque<MapValue> pending = new ArrayDeque<>();
    pending.add(this);
    Set<MapValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!pending.isEmpty()) {
      MapValue map = pending.pop();
      if (!map.isLazy() && !seen.add(map)) {
        continue;
      }
      map.load();
      for (int at = 0; at < map.count(); at++) {
        if (map.valueAt(at) instanceof MapValue child) {
          pending.push(child);
        }
      }
    }
  }

  @Override
  void load() {
    if (lazy != null) {
      load(lazy);
    }
  }

  private void load(LazyMembers members) {
    lazy = null;
    members.source.decode(members.handle, this);
    for (int at = 0; at < count(); at++) {
      if (valueAt(at) instanceof MapValue child) {
        setValueAt(at, members.known(child));
      }
    }
  }

  // --- size, flag

  /** The number of entries. */
  public int size() {
    return lazy == null ? count() : lazy.source.countAt(lazy.handle);
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** Whether the map prints as an object. */
  public boolean isObject() {
    load();
    return isObject;
  }

  /** The index that {@link #append} would use. */
  public long nextIndex() {
    load();
    return nextIndex;
  }

  // --- lookup

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
    return isText(key) ? get(key.toStringValue()) : get(key.toInt());
  }

  /** The value under an int key, null if there is none. */
  public @Nullable Value get(long key) {
    if (lazy != null) {
      return lazy.element(key);
    }
    int at = find(key);
    return at == NONE ? null : valueAt(at);
  }

  /** The value under a string key, null if there is none; the empty string is looked up as 0. */
  public @Nullable Value get(StringValue key) {
    if (key.isEmpty()) {
      return get(0);
    }
    if (lazy != null) {
      return lazy.member(MemberName.of(key));
    }
    int at = find(key);
    return at == NONE ? null : valueAt(at);
  }

  /** As {@link #get(StringValue)} for a prepared name. */
  public @Nullable Value get(MemberName key) {
    return lazy != null && !key.text().isEmpty() ? lazy.member(key) : get(key.text());
  }

  /** Whether there is an entry under {@code key}, by the rules of lookup. */
  public boolean containsKey(Value key) {
    return get(key) != null;
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
    return isText(key) ? positionOf(key.toStringValue()) : find(key.toInt());
  }

  private static boolean isText(Value key) {
    return key.type() == ValueType.MAP || key.type() == ValueType.RESOURCE;
  }

  /**
   * Whether inserting under this string makes an int key: digits after an optional sign, no leading
   * zero.
   */
  public static boolean isIntKey(StringValue key) {
    int length = key.length();
    byte[] text = key.array();
    if (length == 0 || (length > 1 && text[0] == '0')) {
      return false;
    }
    int at = length > 1 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    while (at < length && NumberReader.isDigit(text[at])) {
      at++;
    }
    return at == length;
  }

  // --- insertion

  /**
   * Puts {@code value} under {@code key} by the rules of insertion: strings that look like ints are
   * int keys, the empty string appends, null is 0, bools and floats are ints, a map is its JSON
   * text. If the first key of an empty map is a string, the map becomes an object. An entry that
   * exists keeps its place.
   */
  public void put(Value key, Value value) {
    if (key instanceof IntValue index) {
      put(index.value(), value);
    } else if (key instanceof StringValue name) {
      put(name, value);
    } else if (isText(key)) {
      putText(key.toStringValue(), value);
    } else {
      put(key.toInt(), value);
    }
  }

  /** Puts {@code value} under an int key. */
  public void put(long key, Value value) {
    load();
    int at = find(key);
    if (at != NONE) {
      setValueAt(at, value);
      return;
    }
    noteGrowth();
    add(key, value);
    if (key >= nextIndex) {
      nextIndex = key + 1;
      while (find(nextIndex) != NONE) {
        nextIndex++;
      }
    }
  }

  /** Puts {@code value} under a string key, or under the int key it looks like. */
  public void put(StringValue key, Value value) {
    load();
    isObject |= count() == 0;
    putText(key, value);
  }

  /**
   * As {@link #put(StringValue, Value)} for the text of a key that is none: no object comes of it.
   */
  public void putText(StringValue key, Value value) {
    load();
    int at = find(key);
    if (at != NONE) {
      setValueAt(at, value);
    } else if (key.isEmpty()) {
      append(value);
    } else if (isIntKey(key)) {
      put(key.toInt(), value);
    } else {
      noteGrowth();
      add(key, value);
    }
  }

  /** Adds {@code value} under the next index, whether or not that key exists. */
  public void append(Value value) {
    load();
    noteGrowth();
    add(nextIndex++, value);
  }

  /**
   * Adds a copy of an entry of {@code other}, whether or not its key exists; the next index and the
   * object flag stay.
   */
  public void addEntry(MapValue other, int position) {
    load();
    noteGrowth();
    StringValue name = other.nameAt(position);
    if (name == null) {
      add(other.indexAt(position), other.valueAt(position));
    } else {
      add(name, other.valueAt(position));
    }
  }

  // --- removal

  /**
   * Removes and returns the last value, null if the map is empty. The next index stays; the cursor
   * goes to the first entry.
   */
  public @Nullable Value removeLast() {
    load();
    if (count() == 0) {
      return null;
    }
    Value value = dropLast();
    reset();
    return value;
  }

  /**
   * Removes and returns the first value, null if the map is empty. Int keys are numbered anew from
   * 0, string keys stay; the cursor goes to the first entry.
   */
  public @Nullable Value removeFirst() {
    load();
    if (count() == 0) {
      return null;
    }
    Value value = dropFirst();
    nextIndex = intKeyCount();
    reset();
    return value;
  }

  /** Removes all entries. The object flag stays; the next index is 0 again. */
  public void clear() {
    replaceAll(new Value[0]);
  }

  /**
   * Replaces all entries by {@code values}, which is taken over, under the keys 0, 1, 2 …; the
   * object flag stays, the cursor goes to the first entry.
   */
  public void replaceAll(Value[] values) {
    load();
    replaceEntries(values);
    nextIndex = values.length;
    reset();
  }

  // --- whole maps

  /**
   * A new map with the same entries; its next index is 0, and it is an object if its first key is a
   * string.
   */
  public MapValue copy() {
    load();
    MapValue copy = new MapValue();
    if (count() > 0) {
      copy.copyEntries(this);
      copy.reset();
      copy.isObject = nameAt(0) != null;
    }
    return copy;
  }

  /** The values in order, a new array. */
  public Value[] values() {
    load();
    return copyValues();
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
    for (int at = 0; at < other.count(); at++) {
      StringValue name = other.nameAt(at);
      if (name == null ? find(other.indexAt(at)) != NONE : find(name) != NONE) {
        continue;
      }
      addEntry(other, at);
    }
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
    return JsonText.encode(this);
  }

  @Override
  public StringValue toStringValue(WorkGuard guard) {
    return JsonText.encode(this, guard);
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
