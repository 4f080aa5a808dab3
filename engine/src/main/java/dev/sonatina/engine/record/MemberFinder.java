package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.MemberSource;
import java.nio.ByteBuffer;

/**
 * Finds members by the numbers of their names.
 *
 * <p>Records of a collection mostly have one shape. So a finder that remembers looks first where it
 * found the name in the last object with as many members; what it finds never depends on that. One
 * that remembers is for one thread, others are for all.
 */
public final class MemberFinder {

  private static final int SLOTS = 64;

  /** Greater places in the tables are not remembered. */
  private static final int RANK_MAX = 0xFF;

  /** Remembers nothing. */
  static final MemberFinder PLAIN = new MemberFinder(0);

  private final byte[] ranks;

  private MemberFinder(int slots) {
    ranks = new byte[slots];
  }

  /** A finder that remembers, to be shared by all sources of one thread. */
  public static MemberFinder remembering() {
    return new MemberFinder(SLOTS);
  }

  boolean remembers() {
    return ranks.length != 0;
  }

  /**
   * The place of the member's value, {@link MemberSource#ABSENT} if there is none.
   *
   * @param tag the tag at {@code at}, that of an object
   * @param end the end of the record
   */
  int find(ByteBuffer bytes, int tag, int at, int end, int key) {
    int w = Layout.width(tag, at);
    int after = Layout.afterContainer(bytes, w, at, end);
    int count = Layout.countWithin(bytes, w, at, after);
    int firstMember = Layout.firstMember(tag, w, at, count, after);
    int keys = Layout.tables(w, at);
    int slot = (key + count) & (SLOTS - 1);
    int rank = !remembers() ? count : ranks[slot] & 0xFF;
    if (rank >= count || keyAt(bytes, keys, rank) != key) {
      rank = search(bytes, keys, count, key);
      if (rank < 0) {
        return MemberSource.ABSENT;
      }
      if (remembers() && rank <= RANK_MAX) {
        ranks[slot] = (byte) rank;
      }
    }
    return valueAt(bytes, keys + 2 * count, rank, w, firstMember, after);
  }

  private static int keyAt(ByteBuffer bytes, int keys, int rank) {
    return bytes.getShort(keys + 2 * rank) & 0xFFFF;
  }

  private static int search(ByteBuffer bytes, int keys, int count, int key) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = keyAt(bytes, keys, middle);
      if (found == key) {
        return middle;
      }
      if (found < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Where the value lies, or a name that stands in front of it, of the member of this rank. */
  static int valueAt(ByteBuffer bytes, int offsets, int rank, int w, int firstMember, int after) {
    int offset = RecordFormat.readSized(bytes, offsets + (rank << w), w);
    if (offset < 0 || offset >= after - firstMember) {
      throw RecordFormat.corrupt(offsets + (rank << w), "an offset inside the object");
    }
    return firstMember + offset;
  }
}
