package dev.sonatina.engine.interchange.unqlite;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The numbers of the format, as UnQLite 1.1.9 and 1.2.1 write it. All numbers in a file are
 * big-endian; page {@code n} starts at {@code n} times the page size, and page 0 as a link means
 * none.
 */
final class UnqliteFormat {

  static final int PAGE_SIZE_MIN = 512;
  static final int PAGE_SIZE_MAX = 65_536;
  static final int PAGE_SIZE_DEFAULT = 4_096;

  static final int SECTOR_SIZE_MIN = 32;
  static final int SECTOR_SIZE_MAX = 65_536;
  static final int SECTOR_SIZE_DEFAULT = 512;

  private static final String JOURNAL_SUFFIX = "_unqlite_journal";

  /** The page of the store header, the first after the database header. */
  static final long STORE_HEADER_PAGE = 1;

  /** Levels of values in FastJson: a value inside this many objects and arrays is refused. */
  static final int NESTING_MAX = 64;

  /** Bytes of a key that count for its hash. */
  private static final int HASHED_LENGTH_MAX = 2_048;

  private UnqliteFormat() {}

  /** The store's hash of a key: Bernstein's, over at most the first 2,048 bytes. */
  static int hash(byte[] key, int length) {
    int hash = 5_381;
    int end = Math.min(length, HASHED_LENGTH_MAX);
    for (int i = 0; i < end; i++) {
      hash = hash * 33 + (key[i] & 0xFF);
    }
    return hash;
  }

  /** Where the journal of a database lies. */
  static Path journalOf(Path database) {
    return database.resolveSibling(database.getFileName() + JOURNAL_SUFFIX);
  }

  /** The directory of a file. */
  static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
  }

  static boolean isPowerOfTwo(long number) {
    return number > 0 && (number & (number - 1)) == 0;
  }
}
