package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;

/**
 * The key of a record in the store: the collection's name, an underscore, the id in decimal.
 *
 * <p>So a collection {@code a_1} has the same key for its header as record 1 of a collection {@code
 * a}; what is stored under it tells which of the two it is.
 */
public final class RecordKey {

  /** Ids above this are not read: no collection gets there by storing one record at a time. */
  static final long ID_MAX = (1L << 43) - 1;

  private static final int DIGITS_MAX = 13;

  /** What a record's key has behind the name of its collection. */
  static final int SUFFIX_LENGTH_MAX = 1 + DIGITS_MAX;

  private RecordKey() {}

  /** The id of the record of a collection whose key is this name, -1 if there can be none. */
  public static long idIn(String collection, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int separator = separator(bytes, bytes.length);
    return separator >= 0
            && name.length() - (bytes.length - separator) == collection.length()
            && name.startsWith(collection)
        ? id(bytes, separator, bytes.length)
        : -1;
  }

  /** Where in a key the underscore before the id stands, -1 if the key cannot be a record's. */
  static int separator(byte[] key, int length) {
    int at = length;
    while (at > 0 && key[at - 1] >= '0' && key[at - 1] <= '9') {
      at--;
    }
    int digits = length - at;
    boolean isNumber = digits == 1 || (digits > 1 && digits <= DIGITS_MAX && key[at] != '0');
    return isNumber && at > 1 && key[at - 1] == '_' && id(key, at - 1, length) <= ID_MAX
        ? at - 1
        : -1;
  }

  /** The id behind the separator. */
  static long id(byte[] key, int separator, int length) {
    long id = 0;
    for (int i = separator + 1; i < length; i++) {
      id = id * 10 + (key[i] - '0');
    }
    return id;
  }

  /** Appends the key of a record. */
  static void append(StringValue name, long id, ByteBuilder into) {
    into.append(name.array(), 0, name.length());
    into.append('_');
    int digits = 1;
    for (long rest = id / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int at = into.extend(digits) + digits;
    long rest = id;
    do {
      into.bytes()[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
  }
}
