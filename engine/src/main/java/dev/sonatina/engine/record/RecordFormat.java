package dev.sonatina.engine.record;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.nio.ByteBuffer;

/**
 * The bytes of a stored record, little-endian, version 1.
 *
 * <pre>
 *   record   | version = 1 | value |
 *
 *   value    | tag | ...
 *     00 null   01 false   02 true
 *     03 04 05 06   int of 1, 2, 4, 8 bytes       07   unsigned int of 8 bytes, above the signed range
 *     08   double of 8 bytes                      09   double that fits a float of 4 bytes
 *     40..7F   the ints 0..63
 *     80..BF   | bytes |                          string of 0..63 bytes, plain
 *     10+w     | length | bytes |                 string;  +04 plain: JSON needs no escape, and the UTF-8 is well formed
 *     20+w     | count | size | jumps | elements |   array
 *     30+w     | count | size | keys | offsets | order | members |   object;  +04 in key order, +08 has int-like or empty names
 * </pre>
 *
 * {@code w} is 0, 1 or 2: length, count, size, jumps, offsets and order take 1, 2 or 4 bytes each.
 * {@code size} counts all that follows it.
 *
 * <p><b>Arrays.</b> The elements lie one after the other. {@code jumps} holds the offset from the
 * first element of every sixteenth one: of the elements 16, 32, 48 and so on. An element is found
 * by at most fifteen skips.
 *
 * <p><b>Objects.</b> {@code keys} are the two-byte numbers of the member names in the {@link
 * KeyDictionary}, ascending, so that a member is found by halving; {@code offsets}, in the same
 * order, lead from the first member to the member's value. {@code order} says for each member in
 * its original order where in these tables it stands; it is left out when both orders are the same,
 * which they mostly are, since a dictionary numbers names as they come. The values lie in original
 * order without gaps. A name that the dictionary has no room for has the number FFFF and is stored
 * as a string value in front of its member's value; such members stand last in the tables, ordered
 * by the bytes of their names.
 *
 * <p>The id is not stored: whoever reads a record knows it. A record that came with an {@code __id}
 * of its own keeps a null in its place, and readers put the id there; otherwise they add {@code
 * __id} as the last member.
 */
final class RecordFormat {

  static final int VERSION = 1;

  /** Number of bytes before the value. */
  static final int HEADER_SIZE = 1;

  static final int NULL = 0x00;
  static final int FALSE = 0x01;
  static final int TRUE = 0x02;
  static final int INT1 = 0x03;
  static final int INT2 = 0x04;
  static final int INT4 = 0x05;
  static final int INT8 = 0x06;
  static final int UNSIGNED = 0x07;
  static final int DOUBLE = 0x08;
  static final int FLOAT = 0x09;
  static final int STRING = 0x10;
  static final int ARRAY = 0x20;
  static final int OBJECT = 0x30;
  static final int SMALL_INT = 0x40;
  static final int SHORT_STRING = 0x80;

  static final int WIDTH_MASK = 0x03;
  static final int PLAIN = 0x04;
  static final int ORDERED = 0x04;
  static final int HAS_INT_NAMES = 0x08;

  static final int SMALL_MAX = 63;
  static final int ARRAY_STRIDE = 16;

  /** The key number of a name that stands in the record itself. */
  static final int INLINE_KEY = 0xFFFF;

  /**
   * How deep readers follow nested values before they call the bytes damaged; above any limit for
   * writers.
   */
  static final int NESTING_MAX = 1_100;

  private RecordFormat() {}

  static boolean isObject(int tag) {
    return (tag & 0xF0) == OBJECT;
  }

  static boolean isArray(int tag) {
    return (tag & 0xFC) == ARRAY;
  }

  static boolean isString(int tag) {
    return (tag & 0xC0) == SHORT_STRING || (tag & 0xF8) == STRING;
  }

  static boolean isInt(int tag) {
    return (tag & 0xC0) == SMALL_INT || (tag >= INT1 && tag <= UNSIGNED);
  }

  /** The int with this tag at {@code at}; an unsigned one wraps. */
  static long readInt(ByteBuffer bytes, int tag, int at) {
    return switch (tag) {
      case INT1 -> bytes.get(at + 1);
      case INT2 -> bytes.getShort(at + 1);
      case INT4 -> bytes.getInt(at + 1);
      case INT8, UNSIGNED -> bytes.getLong(at + 1);
      default -> tag & SMALL_MAX;
    };
  }

  static double readDouble(ByteBuffer bytes, int tag, int at) {
    return tag == FLOAT ? bytes.getFloat(at + 1) : bytes.getDouble(at + 1);
  }

  /**
   * An unsigned number of width {@code w}; one of 4 bytes above the int range comes out negative.
   */
  static int readSized(ByteBuffer bytes, int at, int w) {
    return switch (w) {
      case 0 -> bytes.get(at) & 0xFF;
      case 1 -> bytes.getShort(at) & 0xFFFF;
      default -> bytes.getInt(at);
    };
  }

  /**
   * Checks that what lies at a place is a record of this version.
   *
   * @throws StorageException {@code TOO_NEW} if it is of a later one, {@code CORRUPT}
   */
  static void checkVersion(ByteBuffer bytes, int at, int size) {
    int version = size > HEADER_SIZE ? bytes.get(at) : 0;
    if (version > VERSION) {
      throw new StorageException(
          ErrorCode.TOO_NEW, "record format " + version + " (expected: " + VERSION + ")");
    }
    if (version != VERSION) {
      throw corrupt(at, "a record of version " + VERSION);
    }
  }

  /** The error for bytes that no encoder writes. */
  static StorageException corrupt(int at, String expected) {
    return new StorageException(
        ErrorCode.CORRUPT, "record damaged at byte " + at + " (expected: " + expected + ")");
  }
}
