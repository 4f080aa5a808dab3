package dev.sonatina.engine.query.column;

import java.util.Arrays;

/**
 * The ids of the records that a filter could select, by its condition and the columns there are.
 * Ids that the columns do not cover are all candidates. For one thread.
 */
public final class Candidates {

  private final Generation generation;
  private final CandidateTest test;
  private final long[] words = new long[ColumnBlock.WORDS];
  private int block = -1;
  private boolean isBlockEmpty;
  private long blocksSkipped;
  private long rowsExamined;

  Candidates(Generation generation, CandidateTest test) {
    this.generation = generation;
    this.test = test;
  }

  /** The first candidate from {@code id} on and below {@code end}, or some id from there on. */
  public long next(long id, long end) {
    long row = id;
    while (row < generation.rows()) {
      if (row >= end) {
        return row;
      }
      int wanted = (int) (row >>> ColumnBlock.ROWS_SHIFT);
      if (wanted != block) {
        load(wanted);
      }
      if (!isBlockEmpty) {
        int found = nextInBlock((int) row & (ColumnBlock.ROWS - 1));
        if (found >= 0) {
          long candidate = ((long) block << ColumnBlock.ROWS_SHIFT) + found;
          return Math.min(candidate, Math.max(id, generation.rows()));
        }
      }
      row = (long) (wanted + 1) << ColumnBlock.ROWS_SHIFT;
    }
    return Math.max(id, generation.rows());
  }

  private int nextInBlock(int row) {
    int w = row >>> 6;
    long word = words[w] & -1L << row;
    while (word == 0) {
      if (++w == ColumnBlock.WORDS) {
        return -1;
      }
      word = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(word);
  }

  private void load(int wanted) {
    block = wanted;
    Arrays.fill(words, -1L);
    if (test.excludes(wanted)) {
      Arrays.fill(words, 0);
      blocksSkipped++;
    } else {
      rowsExamined +=
          Math.min(ColumnBlock.ROWS, generation.rows() - ((long) wanted << ColumnBlock.ROWS_SHIFT));
      test.narrow(wanted, words);
    }
    long any = 0;
    int first = wanted * ColumnBlock.WORDS;
    for (int w = 0; w < ColumnBlock.WORDS; w++) {
      words[w] |= generation.changed().word(first + w);
      any |= words[w];
    }
    isBlockEmpty = any == 0;
  }

  /** How many blocks were passed over because of their minimum and maximum alone. */
  public long blocksSkipped() {
    return blocksSkipped;
  }

  /** How many rows of columns were looked at. */
  public long rowsExamined() {
    return rowsExamined;
  }
}
