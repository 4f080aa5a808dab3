package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is wrong with a file, as it is found.
 *
 * <p>A strict log throws at the first damage. A lenient one, for salvage, remembers it and returns,
 * and the reader leaves out what it cannot read. Remarks are things that no reader stumbles over;
 * both kinds only remember them. The first hundred texts are kept, the rest is counted.
 */
final class DamageLog {

  private static final int TEXTS_MAX = 100;

  private final String file;
  private final boolean isStrict;
  private final List<String> damages = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private long damageCount;

  DamageLog(String file, boolean isStrict) {
    this.file = file;
    this.isStrict = isStrict;
  }

  boolean isStrict() {
    return isStrict;
  }

  /**
   * Reports damage at a place in a page.
   *
   * @throws StorageException {@link ErrorCode#CORRUPT}, if the log is strict
   */
  void damaged(long page, int offset, String what) {
    add(describe(page, offset, what));
  }

  /** Adds an error that was found while reading; a strict log throws it. */
  void damaged(StorageException error) {
    if (isStrict) {
      throw error;
    }
    remember(String.valueOf(error.getMessage()));
  }

  /** The error for damage that nothing behind it can be read without, in either kind of log. */
  StorageException fatal(long page, int offset, String what) {
    return corrupt(describe(page, offset, what));
  }

  /** As {@link #fatal(long, int, String)} for a file without pages. */
  static StorageException corrupt(String text) {
    return new StorageException(ErrorCode.CORRUPT, text);
  }

  /** Notes something odd that hides nothing. */
  void remark(long page, int offset, String what) {
    if (remarks.size() < TEXTS_MAX) {
      remarks.add(describe(page, offset, what));
    }
  }

  long damageCount() {
    return damageCount;
  }

  /** The first damages, in the order in which they were found. */
  List<String> damages() {
    return Collections.unmodifiableList(damages);
  }

  List<String> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  private String describe(long page, int offset, String what) {
    return file + ": page " + page + ", offset " + offset + ": " + what;
  }

  private void add(String text) {
    if (isStrict) {
      throw corrupt(text);
    }
    remember(text);
  }

  private void remember(String text) {
    damageCount++;
    if (damages.size() < TEXTS_MAX) {
      damages.add(text);
    }
  }
}
