package dev.sonatina.engine.interchange.unqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Page 0 of a database.
 *
 * <pre>
 *   0         7       11        15            19          23       25
 *   | unqlite | magic | created | sector size | page size | length | hash |   unused to the end
 *   | 7 bytes | u32   | u32     | u32         | u32       | u16    | 4    |
 * </pre>
 *
 * {@code length} is that of the name of the key/value engine, which is always {@code hash}; {@code
 * created} is a {@link PackedTime}.
 */
record DatabaseHeader(int created, int sectorSize, int pageSize) {

  /** How many bytes at the start of a file must be there. */
  static final int SIZE_MIN = 512;

  private static final byte[] SIGNATURE = "unqlite".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENGINE = "hash".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC = 0xDB7C2712;

  private static final int MAGIC_AT = 7;
  private static final int CREATED_AT = 11;
  private static final int SECTOR_SIZE_AT = 15;
  private static final int PAGE_SIZE_AT = 19;
  private static final int ENGINE_LENGTH_AT = 23;
  private static final int ENGINE_AT = 25;

  /**
   * Reads the header from the first {@link #SIZE_MIN} bytes of a file.
   *
   * @throws dev.sonatina.engine.api.StorageException if this is no database that can be read
   */
  static DatabaseHeader read(byte[] start, DamageLog log) {
    if (!Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
        || BigEndian.i32(start, MAGIC_AT) != MAGIC) {
      throw log.fatal(0, 0, "no UnQLite database (expected: signature \"unqlite\" and magic)");
    }
    long sectorSize = BigEndian.u32(start, SECTOR_SIZE_AT);
    if (sectorSize < UnqliteFormat.SECTOR_SIZE_MIN
        || sectorSize > UnqliteFormat.SECTOR_SIZE_MAX
        || !UnqliteFormat.isPowerOfTwo(sectorSize)) {
      throw log.fatal(
          0,
          SECTOR_SIZE_AT,
          "sector size " + sectorSize + " (expected: a power of two, 32..65536)");
    }
    long pageSize = BigEndian.u32(start, PAGE_SIZE_AT);
    if (pageSize < UnqliteFormat.PAGE_SIZE_MIN || pageSize > UnqliteFormat.PAGE_SIZE_MAX) {
      throw log.fatal(0, PAGE_SIZE_AT, "page size " + pageSize + " (expected: 512..65536)");
    }
    int engineLength = BigEndian.u16(start, ENGINE_LENGTH_AT);
    if (engineLength != ENGINE.length
        || !Arrays.equals(start, ENGINE_AT, ENGINE_AT + ENGINE.length, ENGINE, 0, ENGINE.length)) {
      throw log.fatal(0, ENGINE_LENGTH_AT, "unknown key/value engine (expected: \"hash\")");
    }
    return new DatabaseHeader(BigEndian.i32(start, CREATED_AT), (int) sectorSize, (int) pageSize);
  }

  /** Whether a file begins with the signature. */
  static boolean isSigned(Input file) {
    byte[] start = new byte[SIGNATURE.length];
    return file.read(0, start, 0, start.length) == start.length && Arrays.equals(start, SIGNATURE);
  }

  /** Writes the header to the start of a page of zeros. */
  void write(byte[] page) {
    System.arraycopy(SIGNATURE, 0, page, 0, SIGNATURE.length);
    BigEndian.put32(page, MAGIC_AT, MAGIC);
    BigEndian.put32(page, CREATED_AT, created);
    BigEndian.put32(page, SECTOR_SIZE_AT, sectorSize);
    BigEndian.put32(page, PAGE_SIZE_AT, pageSize);
    BigEndian.put16(page, ENGINE_LENGTH_AT, ENGINE.length);
    System.arraycopy(ENGINE, 0, page, ENGINE_AT, ENGINE.length);
  }
}
