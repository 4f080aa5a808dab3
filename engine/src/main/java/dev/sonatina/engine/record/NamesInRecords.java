package dev.sonatina.engine.record;

import dev.sonatina.engine.api.StorageException;
import java.nio.ByteBuffer;

/** Looks through records for the numbers of their members' names. */
public final class NamesInRecords {

  private NamesInRecords() {}

  /**
   * One more than the greatest number of the {@link KeyDictionary} that a record uses, 0 if it uses
   * none. The dictionary need not have it.
   *
   * @param bytes little-endian
   * @throws StorageException {@code TOO_NEW}, {@code CORRUPT}
   */
  public static int limit(ByteBuffer bytes, int offset, int size) {
    RecordFormat.checkVersion(bytes, offset, size);
    return limitOfValue(bytes, offset + RecordFormat.HEADER_SIZE, offset + size);
  }

  private static int limitOfValue(ByteBuffer bytes, int at, int end) {
    int tag = Layout.tag(bytes, at, end);
    int after = Layout.after(bytes, at, end);
    if (RecordFormat.isArray(tag)) {
      int w = Layout.width(tag, at);
      int count = Layout.count(bytes, tag, at, end);
      return limitOfAll(bytes, Layout.firstElement(w, at, count, after), after);
    }
    if (RecordFormat.isObject(tag)) {
      int w = Layout.width(tag, at);
      int count = Layout.count(bytes, tag, at, end);
      int first = Layout.firstMember(tag, w, at, count, after);
      return Math.max(
          limitOfKeys(bytes, Layout.tables(w, at), count), limitOfAll(bytes, first, after));
    }
    return 0;
  }

  /** The keys ascend, and those of names that stand in the record are the last. */
  private static int limitOfKeys(ByteBuffer bytes, int keys, int count) {
    for (int i = count - 1; i >= 0; i--) {
      int key = bytes.getShort(keys + i * Short.BYTES) & 0xFFFF;
      if (key != RecordFormat.INLINE_KEY) {
        return key + 1;
      }
    }
    return 0;
  }

  /** Of values that lie one after the other; names among them are strings. */
  private static int limitOfAll(ByteBuffer bytes, int from, int end) {
    int limit = 0;
    for (int at = from; at < end; at = Layout.after(bytes, at, end)) {
      limit = Math.max(limit, limitOfValue(bytes, at, end));
    }
    return limit;
  }
}
