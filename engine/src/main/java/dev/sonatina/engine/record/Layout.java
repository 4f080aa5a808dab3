package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.StringValue;
import java.nio.ByteBuffer;

/**
 * Where the parts of a stored value lie, by {@link RecordFormat}.
 *
 * <p>Every method takes little-endian bytes, the place of a tag, and the end of the record; it
 * looks at nothing beyond that end, and reports a part that would lie there as damage.
 */
final class Layout {

  private Layout() {}

  static int tag(ByteBuffer bytes, int at, int end) {
    if (at < 0 || at >= end) {
      throw RecordFormat.corrupt(at, "a value before byte " + end);
    }
    return bytes.get(at) & 0xFF;
  }

  /** The width code of a string, array or object. */
  static int width(int tag, int at) {
    int w = tag & RecordFormat.WIDTH_MASK;
    if (w == 3) {
      throw RecordFormat.corrupt(at, "a tag, found " + Integer.toHexString(tag));
    }
    return w;
  }

  /** The place after the value. */
  static int after(ByteBuffer bytes, int at, int end) {
    int tag = tag(bytes, at, end);
    long size;
    if (tag >= RecordFormat.SMALL_INT) {
      size = tag < RecordFormat.SHORT_STRING ? 1 : shortStringSize(tag, at);
    } else if (tag >= RecordFormat.STRING) {
      size = sizedSize(bytes, tag, at, end);
    } else {
      size = fixedSize(tag, at);
    }
    if (size > end - at) {
      throw RecordFormat.corrupt(at, "a value that ends by byte " + end);
    }
    return at + (int) size;
  }

  /** The place after an array or object of width code {@code w}; as {@link #after}, but quicker. */
  static int afterContainer(ByteBuffer bytes, int w, int at, int end) {
    int tables = tables(w, at);
    if (tables > end) {
      throw RecordFormat.corrupt(at, "a head that ends by byte " + end);
    }
    int size = RecordFormat.readSized(bytes, tables - (1 << w), w);
    if (size < 0 || size > end - tables) {
      throw RecordFormat.corrupt(at, "a value that ends by byte " + end);
    }
    return tables + size;
  }

  private static int shortStringSize(int tag, int at) {
    if (tag >= RecordFormat.SHORT_STRING + 0x40) {
      throw RecordFormat.corrupt(at, "a tag, found " + Integer.toHexString(tag));
    }
    return 1 + (tag & RecordFormat.SMALL_MAX);
  }

  private static int fixedSize(int tag, int at) {
    return switch (tag) {
      case RecordFormat.NULL, RecordFormat.FALSE, RecordFormat.TRUE -> 1;
      case RecordFormat.INT1 -> 2;
      case RecordFormat.INT2 -> 3;
      case RecordFormat.INT4, RecordFormat.FLOAT -> 5;
      case RecordFormat.INT8, RecordFormat.UNSIGNED, RecordFormat.DOUBLE -> 9;
      default -> throw RecordFormat.corrupt(at, "a tag, found " + Integer.toHexString(tag));
    };
  }

  private static long sizedSize(ByteBuffer bytes, int tag, int at, int end) {
    int w = width(tag, at);
    boolean isString = (tag & 0xF8) == RecordFormat.STRING;
    if (!isString && !RecordFormat.isObject(tag) && !RecordFormat.isArray(tag)) {
      throw RecordFormat.corrupt(at, "a tag, found " + Integer.toHexString(tag));
    }
    int head = 1 + (isString ? 1 : 2) * (1 << w);
    if (head > end - at) {
      throw RecordFormat.corrupt(at, "a head that ends by byte " + end);
    }
    int size = RecordFormat.readSized(bytes, at + head - (1 << w), w);
    if (size < 0) {
      throw RecordFormat.corrupt(at, "a size that is not negative");
    }
    return (long) head + size;
  }

  // --- strings

  /** Where the bytes of a string begin. */
  static int stringStart(int tag, int at) {
    return tag >= RecordFormat.SHORT_STRING
        ? at + 1
        : at + 1 + (1 << (tag & RecordFormat.WIDTH_MASK));
  }

  static StringValue string(ByteBuffer bytes, int at, int end) {
    int tag = tag(bytes, at, end);
    if (!RecordFormat.isString(tag)) {
      throw RecordFormat.corrupt(at, "a string");
    }
    int start = stringStart(tag, at);
    byte[] text = new byte[after(bytes, at, end) - start];
    bytes.get(start, text);
    return StringValue.wrap(text);
  }

  // --- arrays and objects

  /** The number of elements or members, checked against the size of the container. */
  static int count(ByteBuffer bytes, int tag, int at, int end) {
    return countWithin(bytes, width(tag, at), at, after(bytes, at, end));
  }

  /** The number of elements or members of a container that is known to end at {@code after}. */
  static int countWithin(ByteBuffer bytes, int w, int at, int after) {
    int count = RecordFormat.readSized(bytes, at + 1, w);
    if (count < 0 || count > after - at) {
      throw RecordFormat.corrupt(at, "a count that fits the size, found " + count);
    }
    return count;
  }

  /** Where the tables of an array or object begin. */
  static int tables(int w, int at) {
    return at + 1 + 2 * (1 << w);
  }

  /** Where the first element of an array lies. */
  static int firstElement(int w, int at, int count, int after) {
    long first = tables(w, at) + (long) jumpCount(count) * (1 << w);
    if (first > after) {
      throw RecordFormat.corrupt(at, "room for " + count + " elements");
    }
    return (int) first;
  }

  static int jumpCount(int count) {
    return count == 0 ? 0 : (count - 1) / RecordFormat.ARRAY_STRIDE;
  }

  /** Where the first member of an object lies. */
  static int firstMember(int tag, int w, int at, int count, int after) {
    int tablesPerMember = (tag & RecordFormat.ORDERED) != 0 ? 1 : 2;
    long first = tables(w, at) + count * (2L + tablesPerMember * (1L << w));
    if (first > after) {
      throw RecordFormat.corrupt(at, "room for " + count + " members");
    }
    return (int) first;
  }
}
