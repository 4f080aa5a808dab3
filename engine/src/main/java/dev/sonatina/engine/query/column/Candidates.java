package dev.sonatina.engine.query.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The ids of the records that a filter could select, by its condition and the columns there are.
 * Ids that the columns do not cover are all candidates. For one thread.
 */
public final class Candidates {

  /** How many blocks are looked at to find out which comparison excludes most. */
  private static final int SAMPLE_BLOCKS = 4;

  private final Generation generation;
  private final Test test;
  private final long[] words = new long[ColumnBlock.WORDS];
  private int block = -1;
  private boolean isBlockEmpty;
  private long blocksSkipped;
  private long rowsExamined;

  Candidates(Generation generation, Condition condition) {
    this.generation = generation;
    this.test = prepare(condition);
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

  // --- the condition over the columns there are

  private interface Test {
    /** Whether no row of the block can match, told without looking at rows. */
    boolean excludes(int block);

    /** Clears the bits of the rows that cannot match. */
    void narrow(int block, long[] words);
  }

  private Test prepare(Condition condition) {
    if (condition instanceof Condition.Compare compare) {
      Column column = generation.column(compare.path());
      return column == null
          ? new All(List.of())
          : new One(column, new ColumnTest(compare.comparator(), compare.constant()));
    }
    if (condition instanceof Condition.Or or) {
      return new Any(or.parts().stream().map(this::prepare).toList());
    }
    List<Test> parts =
        new ArrayList<>(((Condition.And) condition).parts().stream().map(this::prepare).toList());
    if (parts.size() > 1) {
      parts.sort(Comparator.comparingLong(this::keptInSample));
    }
    return new All(parts);
  }

  /** How many rows of a few blocks, spread over the collection, a test keeps. */
  private long keptInSample(Test part) {
    int blocks = (int) ((generation.rows() + ColumnBlock.ROWS - 1) >>> ColumnBlock.ROWS_SHIFT);
    long kept = 0;
    long[] sample = new long[ColumnBlock.WORDS];
    for (int i = 0; i < Math.min(SAMPLE_BLOCKS, blocks); i++) {
      int index = (int) ((long) i * blocks / SAMPLE_BLOCKS);
      if (!part.excludes(Math.min(index, blocks - 1))) {
        Arrays.fill(sample, -1L);
        part.narrow(Math.min(index, blocks - 1), sample);
        for (long word : sample) {
          kept += Long.bitCount(word);
        }
      }
    }
    return kept;
  }

  private record One(Column column, ColumnTest test) implements Test {
    @Override
    public boolean excludes(int block) {
      return test.excludes(column.block(block), column.strings());
    }

    @Override
    public void narrow(int block, long[] words) {
      test.narrow(column.block(block), column.strings(), words);
    }
  }

  private record All(List<Test> parts) implements Test {
    @Override
    public boolean excludes(int block) {
      for (Test part : parts) {
        if (part.excludes(block)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void narrow(int block, long[] words) {
      for (Test part : parts) {
        part.narrow(block, words);
        if (isEmpty(words)) {
          return;
        }
      }
    }
  }

  private record Any(List<Test> parts) implements Test {
    @Override
    public boolean excludes(int block) {
      for (Test part : parts) {
        if (!part.excludes(block)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void narrow(int block, long[] words) {
      long[] before = words.clone();
      long[] narrowed = new long[ColumnBlock.WORDS];
      Arrays.fill(words, 0);
      for (Test part : parts) {
        if (part.excludes(block)) {
          continue;
        }
        System.arraycopy(before, 0, narrowed, 0, narrowed.length);
        part.narrow(block, narrowed);
        for (int w = 0; w < words.length; w++) {
          words[w] |= narrowed[w];
        }
      }
    }
  }

  private static boolean isEmpty(long[] words) {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }
}
