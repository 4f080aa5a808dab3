package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link FastJson} as the original does, its oddities included: floats have fifteen digits
 * and whole ones are ints, keys may be ints, the end of the data closes all that is open, and
 * whatever follows the value is ignored.
 *
 * <p>The original also insists on a byte behind an int and behind the length of a string. Inside a
 * container the comma is that byte, but a record that is a bare int, or an empty string, cannot be
 * read back by it. {@link #recovering} reads those too. Used by one thread.
 */
final class FastJsonReader {

  private final boolean isExact;
  private final NameCache names = new NameCache();
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private @Nullable String problem;

  private FastJsonReader(boolean isExact) {
    this.isExact = isExact;
  }

  /** A reader of exactly what the original can read. */
  static FastJsonReader exact() {
    return new FastJsonReader(true);
  }

  /** A reader that also takes the bare ints and empty strings that the original stores. */
  static FastJsonReader recovering() {
    return new FastJsonReader(false);
  }

  /**
   * Tells of the value in some bytes. No bytes at all are null.
   *
   * @return false for bytes that are no value, after part of it has been told; {@link #problem}
   *     tells why
   */
  boolean read(byte[] source, int from, int to, RecordVisitor visitor) {
    bytes = source;
    at = from;
    end = to;
    problem = null;
    if (from == to) {
      visitor.nullValue();
      return true;
    }
    return value(0, visitor);
  }

  /** What kept the last {@link #read} from going on. */
  String problem() {
    return problem == null ? "no problem" : problem;
  }

  /** Reads a value, of which there is at least the first byte. */
  private boolean value(int nesting, RecordVisitor visitor) {
    if (nesting >= UnqliteFormat.NESTING_MAX) {
      return fail("nested more than " + UnqliteFormat.NESTING_MAX + " levels");
    }
    int type = bytes[at++] & 0xFF;
    switch (type) {
      case FastJson.NULL -> visitor.nullValue();
      case FastJson.TRUE -> visitor.bool(true);
      case FastJson.FALSE -> visitor.bool(false);
      case FastJson.INT -> {
        if (!has(8)) {
          return fail("int cut off");
        }
        visitor.integer(takeInt());
      }
      case FastJson.FLOAT -> {
        if (!hasFloat()) {
          return fail("float cut off");
        }
        tellFloat(takeFloat(), visitor);
      }
      case FastJson.STRING -> {
        if (!hasString()) {
          return fail("string cut off");
        }
        int length = BigEndian.i32(bytes, at);
        visitor.string(bytes, at + 4, length);
        at += 4 + length;
      }
      case FastJson.ARRAY_START -> {
        return array(nesting, visitor);
      }
      case FastJson.OBJECT_START -> {
        return object(nesting, visitor);
      }
      default -> {
        return fail("type " + type + " is none");
      }
    }
    return true;
  }

  private boolean array(int nesting, RecordVisitor visitor) {
    visitor.beginArray();
    while (!isEnd(FastJson.ARRAY_END)) {
      if (!value(nesting + 1, visitor)) {
        return false;
      }
    }
    visitor.endArray();
    return true;
  }

  private boolean object(int nesting, RecordVisitor visitor) {
    visitor.beginObject();
    while (!isEnd(FastJson.OBJECT_END)) {
      if (nesting + 1 >= UnqliteFormat.NESTING_MAX) {
        return fail("nested more than " + UnqliteFormat.NESTING_MAX + " levels");
      }
      if (!key(visitor)) {
        return fail("no key of a member");
      }
      if (end - at < 2 || bytes[at] != FastJson.COLON) {
        return fail("member without a value");
      }
      at++;
      if (!value(nesting + 1, visitor)) {
        return false;
      }
    }
    visitor.endObject();
    return true;
  }

  /** Reads the key of a member, whose first byte is there; false if it is none. */
  private boolean key(RecordVisitor visitor) {
    int type = bytes[at++] & 0xFF;
    if (type == FastJson.STRING && hasString()) {
      int length = BigEndian.i32(bytes, at);
      visitor.name(names.get(bytes, at + 4, length));
      at += 4 + length;
      return true;
    }
    if (type == FastJson.INT && has(8)) {
      visitor.name(takeInt());
      return true;
    }
    return false;
  }

  /** Passes over commas and, if it is there, the end of a container. */
  private boolean isEnd(int endType) {
    while (at < end && bytes[at] == FastJson.COMMA) {
      at++;
    }
    if (at == end) {
      return true;
    }
    if (bytes[at] != endType) {
      return false;
    }
    at++;
    return true;
  }

  private long takeInt() {
    long value = BigEndian.i64(bytes, at);
    at += 8;
    return value;
  }

  private double takeFloat() {
    int length = BigEndian.u16(bytes, at);
    byte[] text = Arrays.copyOfRange(bytes, at + 2, at + 2 + length);
    at += 2 + length;
    return NumberReader.toFloat(text, length);
  }

  /** A whole float strictly within the range of ints is one. */
  private static void tellFloat(double value, RecordVisitor visitor) {
    long whole = (long) value;
    if (whole == value && whole > Long.MIN_VALUE && whole < Long.MAX_VALUE) {
      visitor.integer(whole);
    } else {
      visitor.number(value);
    }
  }

  private boolean has(int count) {
    return isExact ? end - at > count : end - at >= count;
  }

  private boolean hasFloat() {
    return end - at > 2 && BigEndian.u16(bytes, at) <= end - at - 2;
  }

  private boolean hasString() {
    return has(4) && BigEndian.u32(bytes, at) <= end - at - 4;
  }

  private boolean fail(String what) {
    if (problem == null) {
      problem = "byte " + at + " of the record: " + what;
    }
    return false;
  }

  /** Names seen lately, so that those of every record are made once. */
  private static final class NameCache {

    private static final int SIZE = 512;
    private static final int LENGTH_MAX = 64;

    private final @Nullable StringValue[] names = new StringValue[SIZE];

    StringValue get(byte[] source, int from, int length) {
      if (length > LENGTH_MAX) {
        return StringValue.of(source, from, from + length);
      }
      int hash = 0;
      for (int i = from; i < from + length; i++) {
        hash = hash * 31 + source[i];
      }
      int place = (hash ^ hash >>> 9) & (SIZE - 1);
      StringValue known = names[place];
      if (known != null && isSame(known, source, from, length)) {
        return known;
      }
      StringValue name = StringValue.of(source, from, from + length);
      names[place] = name;
      return name;
    }

    private static boolean isSame(StringValue name, byte[] source, int from, int length) {
      if (name.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (name.byteAt(i) != source[from + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
