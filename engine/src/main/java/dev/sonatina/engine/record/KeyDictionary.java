package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberName;
import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The member names of one database, numbered in the order in which they were first seen.
 *
 * <p>Only grows: a number, once given, means the same name for good. Safe for every thread; a
 * reader may use any number that a record it has read contains. The store writes new names into its
 * log in front of the first record that uses them.
 */
public final class KeyDictionary {

  /** The number that no name has. */
  public static final int NONE = -1;

  /** Names that the dictionary takes; further ones stand in the records themselves. */
  public static final int SIZE_MAX = 0xFFFF;

  /** Longer names stand in the records themselves, since they are seldom names of anything. */
  static final int NAME_LENGTH_MAX = 255;

  /** The number of {@code __id}, which every dictionary starts with. */
  public static final int ID = 0;

  /** {@code __id}, the member that holds a record's id. */
  public static final StringValue ID_NAME = StringValue.of("__id");

  /** Bytes behind the JSON of a name, so that it can be copied eight bytes at a time. */
  static final int PADDING = Long.BYTES;

  /** One name with everything readers need of it. */
  static final class Key {
    final StringValue name;

    /** {@code ,"name":} escaped for JSON, and {@link #PADDING} more bytes. */
    final byte[] json;

    /** Whether scripts see an int key, or the next index for the empty name. */
    final boolean isIntLike;

    Key(StringValue name) {
      this.name = name;
      byte[] quoted = JsonStrings.quoteName(name);
      this.json = Arrays.copyOf(quoted, quoted.length + PADDING);
      this.isIntLike = name.isEmpty() || MapValue.isIntKey(name);
    }
  }

  private final ConcurrentMap<StringValue, Integer> numbers = new ConcurrentHashMap<>();
  private volatile Key[] keys = new Key[64];
  private volatile int size;
  private volatile boolean frozen;

  public KeyDictionary() {
    intern(ID_NAME);
  }

  /** How many names there are; their numbers are those below. */
  public int size() {
    return size;
  }

  /**
   * Takes no more names: those that are new stand in the records themselves. For databases that are
   * only read, whose store cannot keep new names.
   */
  public void freeze() {
    frozen = true;
  }

  /** The bytes of a name, to be stored; a fresh array. */
  public byte[] name(int number) {
    return key(number).name.bytes();
  }

  /**
   * Takes over a name read from a store.
   *
   * @return false if the number is out of turn or stands for another name: the store is damaged
   */
  public boolean load(int number, byte[] name) {
    StringValue text = StringValue.of(name);
    if (number < size()) {
      return key(number).name.equalTo(text);
    }
    return number == size() && intern(text) == number;
  }

  /** The number of a name, {@link #NONE} if it has none. */
  int find(StringValue name) {
    Integer number = numbers.get(name);
    return number == null ? NONE : number;
  }

  /** The number of a name, given one if there is room, else {@link #NONE}. */
  int intern(StringValue name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    return name.length() > NAME_LENGTH_MAX ? NONE : add(name);
  }

  private synchronized int add(StringValue name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = size;
    if (frozen || number == SIZE_MAX) {
      return NONE;
    }
    StringValue own = StringValue.wrap(name.bytes());
    if (number == keys.length) {
      keys = Arrays.copyOf(keys, number * 2);
    }
    keys[number] = new Key(own);
    size = number + 1;
    numbers.put(own, number);
    return number;
  }

  /**
   * The number of a prepared name, {@link #NONE} if no record of this database has such a member.
   */
  int find(MemberName name) {
    int seen = name.remembered(this);
    if (seen >= 0) {
      return seen;
    }
    // An absence is remembered as the size at which it was found out, since the name may come
    // later.
    int now = size;
    if (seen == absenceAt(now)) {
      return NONE;
    }
    int number = find(name.text());
    name.remember(this, number == NONE ? absenceAt(now) : number);
    return number;
  }

  private static int absenceAt(int size) {
    return MemberName.UNKNOWN - 1 - size;
  }

  /** What is known of a number that occurs in a record. */
  Key key(int number) {
    Key key = number < size ? keys[number] : null;
    if (key == null) {
      throw RecordFormat.corrupt(0, "a key number below " + size + ", found " + number);
    }
    return key;
  }
}
