package dev.sonatina.engine.query.column;

/**
 * The values of one path in {@link #ROWS} records with consecutive ids, as scripts see them.
 * Immutable.
 *
 * <p>Each row has a tag, and 64 bits whose meaning depends on it: an int, the bits of a double, the
 * number of a string. When all rows have one tag it is kept once.
 */
final class ColumnBlock {

  static final int ROWS = 4096;
  static final int ROWS_SHIFT = 12;
  static final int WORDS = ROWS / 64;

  /** No record has this id. */
  static final byte GONE = 0;

  /** Null, or no value at the path, which compare alike. */
  static final byte NULL = 1;

  static final byte FALSE = 2;
  static final byte TRUE = 3;
  static final byte INT = 4;
  static final byte FLOAT = 5;
  static final byte STRING = 6;
  static final byte MAP = 7;

  /** A value that the column does not hold: the record has to be looked at. */
  static final byte OTHER = 8;

  private final byte[] tags;
  private final long[] bits;
  private final int tagSet;
  private final long intMin;
  private final long intMax;
  private final double floatMin;
  private final double floatMax;

  /** Takes over arrays of {@link #ROWS} rows. */
  ColumnBlock(byte[] tags, long[] bits) {
    int set = 0;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    double floatLow = Double.POSITIVE_INFINITY;
    double floatHigh = Double.NEGATIVE_INFINITY;
    boolean hasBits = false;
    for (int i = 0; i < ROWS; i++) {
      byte tag = tags[i];
      set |= 1 << tag;
      hasBits |= tag >= INT && tag <= STRING;
      if (tag == INT) {
        low = Math.min(low, bits[i]);
        high = Math.max(high, bits[i]);
      } else if (tag == FLOAT) {
        double value = Double.longBitsToDouble(bits[i]);
        floatLow = Math.min(floatLow, value);
        floatHigh = Math.max(floatHigh, value);
      }
    }
    this.tagSet = set;
    this.tags = Integer.bitCount(set) == 1 ? new byte[] {tags[0]} : tags;
    this.bits = hasBits ? bits : new long[0];
    this.intMin = low;
    this.intMax = high;
    this.floatMin = floatLow;
    this.floatMax = floatHigh;
  }

  /** Whether some row has the tag. */
  boolean has(byte tag) {
    return (tagSet & 1 << tag) != 0;
  }

  /** Whether all rows have the tag. */
  boolean isAll(byte tag) {
    return tagSet == 1 << tag;
  }

  byte tag(int row) {
    return tags[tags.length == 1 ? 0 : row];
  }

  long bits(int row) {
    return bits.length == 0 ? 0 : bits[row];
  }

  /** The bits of all rows, to be read only; of use when some row has any. */
  long[] bits() {
    return bits;
  }

  byte[] copyTags() {
    byte[] copy = new byte[ROWS];
    for (int i = 0; i < ROWS; i++) {
      copy[i] = tag(i);
    }
    return copy;
  }

  long[] copyBits() {
    return bits.length == 0 ? new long[ROWS] : bits.clone();
  }

  long intMin() {
    return intMin;
  }

  long intMax() {
    return intMax;
  }

  double floatMin() {
    return floatMin;
  }

  double floatMax() {
    return floatMax;
  }

  long memoryBytes() {
    return 96L + tags.length + 8L * bits.length;
  }
}
