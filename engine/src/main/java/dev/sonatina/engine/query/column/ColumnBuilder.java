package dev.sonatina.engine.query.column;

import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a column, out of an older one where there is one, by filling in rows in ascending order.
 * For one thread.
 */
final class ColumnBuilder {

  private final Path.Finder finder;
  private final StringTable strings;
  private final ColumnBlock[] blocks;

  /** The block being filled. */
  private int current = -1;

  private byte[] tags = {};
  private long[] bits = {};

  /**
   * @param rows how many rows the column will have
   */
  ColumnBuilder(Path path, @Nullable Column older, long rows) {
    finder = path.finder();
    strings = older == null ? new StringTable() : older.strings();
    blocks = new ColumnBlock[(int) ((rows + ColumnBlock.ROWS - 1) >>> ColumnBlock.ROWS_SHIFT)];
    if (older != null) {
      for (int i = 0; i < Math.min(blocks.length, older.blockCount()); i++) {
        blocks[i] = older.block(i);
      }
    }
  }

  /** Takes the row's value from its record. */
  void set(long row, RecordSource record) {
    int at = at(row);
    int handle = finder.find(record);
    if (handle < 0) {
      tags[at] = handle == MemberSource.ABSENT ? ColumnBlock.NULL : ColumnBlock.OTHER;
      return;
    }
    switch (record.typeAt(handle)) {
      case NULL -> tags[at] = ColumnBlock.NULL;
      case BOOL -> tags[at] = record.boolAt(handle) ? ColumnBlock.TRUE : ColumnBlock.FALSE;
      case INT -> {
        tags[at] = ColumnBlock.INT;
        bits[at] = record.intAt(handle);
      }
      case FLOAT -> setFloat(at, record.floatAt(handle));
      case STRING -> setString(at, (StringValue) record.valueAt(handle));
      case MAP -> tags[at] = ColumnBlock.MAP;
      case RESOURCE -> tags[at] = ColumnBlock.OTHER;
    }
  }

  private void setFloat(int at, double value) {
    // A NaN compares as equal to everything, which ranges do not express.
    tags[at] = Double.isNaN(value) ? ColumnBlock.OTHER : ColumnBlock.FLOAT;
    bits[at] = Double.doubleToRawLongBits(value);
  }

  private void setString(int at, StringValue text) {
    int number = strings.intern(text);
    tags[at] = number == StringTable.NONE ? ColumnBlock.OTHER : ColumnBlock.STRING;
    bits[at] = number;
  }

  /** Says that no record has this id. */
  void setGone(long row) {
    int at = at(row);
    tags[at] = ColumnBlock.GONE;
  }

  /** Opens the row's block and answers the row's place in it. */
  private int at(long row) {
    int block = (int) (row >>> ColumnBlock.ROWS_SHIFT);
    if (block != current) {
      closeBlock();
      current = block;
      ColumnBlock older = blocks[block];
      tags = older == null ? new byte[ColumnBlock.ROWS] : older.copyTags();
      bits = older == null ? new long[ColumnBlock.ROWS] : older.copyBits();
    }
    return (int) row & (ColumnBlock.ROWS - 1);
  }

  private void closeBlock() {
    if (current >= 0) {
      blocks[current] = new ColumnBlock(tags, bits);
      current = -1;
    }
  }

  Column build() {
    closeBlock();
    for (int i = 0; i < blocks.length; i++) {
      if (blocks[i] == null) {
        blocks[i] = new ColumnBlock(new byte[ColumnBlock.ROWS], new long[ColumnBlock.ROWS]);
      }
    }
    return new Column(blocks, strings);
  }
}
