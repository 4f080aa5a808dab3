package dev.sonatina.engine.query.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A condition over the columns there are, which excludes rows. Safe for every thread. */
interface CandidateTest {

  /** Whether no row of the block can match, told without looking at rows. */
  boolean excludes(int block);

  /** Clears the bits of the rows that cannot match. */
  void narrow(int block, long[] words);

  /** Adds the paths of the columns that are looked at, in that order. */
  void addPaths(Set<Path> paths);

  /**
   * Prepares a condition. Of several parts that must all hold, the one that keeps the fewest rows
   * of a sample comes first: the others are looked at only in blocks where it keeps any.
   */
  static CandidateTest of(Condition condition, Generation generation) {
    if (condition instanceof Condition.Compare compare) {
      Column column = generation.column(compare.path());
      return column == null
          ? new All(List.of())
          : new One(
              compare.path(), column, new ColumnTest(compare.comparator(), compare.constant()));
    }
    if (condition instanceof Condition.Or or) {
      return new Any(or.parts().stream().map(part -> of(part, generation)).toList());
    }
    List<CandidateTest> parts = new ArrayList<>();
    addParts((Condition.And) condition, generation, parts);
    if (parts.size() > 1) {
      Sample sample = new Sample(generation);
      parts.sort(Comparator.comparingLong(sample::kept));
    }
    return new All(parts);
  }

  private static void addParts(
      Condition.And condition, Generation generation, List<CandidateTest> parts) {
    for (Condition part : condition.parts()) {
      if (part instanceof Condition.And and) {
        addParts(and, generation, parts);
      } else {
        parts.add(of(part, generation));
      }
    }
  }

  /** A few blocks, spread over the collection. */
  record Sample(Generation generation) {
    private static final int BLOCKS = 4;

    /** How many of the rows a test keeps. */
    long kept(CandidateTest test) {
      int blocks = (int) ((generation.rows() + ColumnBlock.ROWS - 1) >>> ColumnBlock.ROWS_SHIFT);
      long kept = 0;
      long[] words = new long[ColumnBlock.WORDS];
      for (int i = 0; i < Math.min(BLOCKS, blocks); i++) {
        int block = (int) ((long) i * blocks / Math.min(BLOCKS, blocks));
        if (!test.excludes(block)) {
          Arrays.fill(words, -1L);
          test.narrow(block, words);
          for (long word : words) {
            kept += Long.bitCount(word);
          }
        }
      }
      return kept;
    }
  }

  record One(Path path, Column column, ColumnTest test) implements CandidateTest {
    @Override
    public boolean excludes(int block) {
      return test.excludes(column.block(block), column.strings());
    }

    @Override
    public void narrow(int block, long[] words) {
      test.narrow(column.block(block), column.strings(), words);
    }

    @Override
    public void addPaths(Set<Path> paths) {
      paths.add(path);
    }
  }

  record All(List<CandidateTest> parts) implements CandidateTest {
    @Override
    public boolean excludes(int block) {
      for (CandidateTest part : parts) {
        if (part.excludes(block)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void narrow(int block, long[] words) {
      for (CandidateTest part : parts) {
        part.narrow(block, words);
        if (isEmpty(words)) {
          return;
        }
      }
    }

    @Override
    public void addPaths(Set<Path> paths) {
      parts.forEach(part -> part.addPaths(paths));
    }
  }

  record Any(List<CandidateTest> parts) implements CandidateTest {
    @Override
    public boolean excludes(int block) {
      for (CandidateTest part : parts) {
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
      for (CandidateTest part : parts) {
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

    @Override
    public void addPaths(Set<Path> paths) {
      parts.forEach(part -> part.addPaths(paths));
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
