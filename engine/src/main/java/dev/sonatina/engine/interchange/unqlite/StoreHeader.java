package dev.sonatina.engine.interchange.unqlite;

/**
 * The start of page 1: the state of the linear hash.
 *
 * <pre>
 *   0       4       8           16      24    32         40       44
 *   | magic | check | free list | split | max | next map | count  | map entries ...
 *   | u32   | u32   | u64       | u64   | u64 | u64      | u32    |
 * </pre>
 *
 * {@code check} is the hash of a fixed word, so that a store made with another hash function is
 * noticed. There are {@code max + split} buckets: {@code max}, a power of two, at the start of the
 * round, and one more for each bucket split since. {@link BucketMap} reads the rest of the page.
 */
record StoreHeader(long freeList, long split, long max) {

  private static final int MAGIC = 0xFA782DCB;
  private static final int CHECK = 0x03F523F5;
  private static final long BUCKETS_MAX = 1L << 30;

  private static final int CHECK_AT = 4;
  private static final int FREE_LIST_AT = 8;
  private static final int SPLIT_AT = 16;
  private static final int MAX_AT = 24;

  static StoreHeader read(byte[] page, DamageLog log) {
    if (BigEndian.i32(page, 0) != MAGIC) {
      throw damaged(log, 0, "no hash store (expected: its magic)");
    }
    if (BigEndian.i32(page, CHECK_AT) != CHECK) {
      throw damaged(log, CHECK_AT, "made with an unknown hash function");
    }
    StoreHeader header =
        new StoreHeader(
            BigEndian.i64(page, FREE_LIST_AT),
            BigEndian.i64(page, SPLIT_AT),
            BigEndian.i64(page, MAX_AT));
    if (!UnqliteFormat.isPowerOfTwo(header.max) || header.max > BUCKETS_MAX) {
      throw damaged(log, MAX_AT, header.max + " buckets (expected: a power of two up to 2^30)");
    }
    if (header.split < 0 || header.split >= header.max) {
      throw damaged(
          log, SPLIT_AT, "split " + header.split + " (expected: below " + header.max + ")");
    }
    return header;
  }

  /** Writes the header without its map entries. */
  void write(byte[] page) {
    BigEndian.put32(page, 0, MAGIC);
    BigEndian.put32(page, CHECK_AT, CHECK);
    BigEndian.put64(page, FREE_LIST_AT, freeList);
    BigEndian.put64(page, SPLIT_AT, split);
    BigEndian.put64(page, MAX_AT, max);
  }

  /** The bucket that a key of this hash belongs to. */
  long bucketOf(int hash) {
    long unsigned = hash & 0xFFFF_FFFFL;
    long bucket = unsigned & (2 * max - 1);
    return bucket < max + split ? bucket : unsigned & (max - 1);
  }

  private static RuntimeException damaged(DamageLog log, int offset, String what) {
    return log.fatal(UnqliteFormat.STORE_HEADER_PAGE, offset, what);
  }
}
