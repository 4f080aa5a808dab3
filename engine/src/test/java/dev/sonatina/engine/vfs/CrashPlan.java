package dev.sonatina.engine.vfs;

import java.util.random.RandomGenerator;

/** Decides what becomes of unsynced changes when the power goes. */
public interface CrashPlan {

  /** What becomes of a change. */
  enum Fate {
    KEPT,
    DROPPED,
    /** Of a write, some of its sectors of 512 bytes. A change of names is dropped. */
    TORN
  }

  /**
   * The fate of one change.
   *
   * @param index number of the change among those of its file or directory
   * @param count how many there are
   */
  Fate fate(int index, int count);

  /** Whether a sector of a torn write is kept. */
  boolean keepsSector();

  /** One of a round of plans: everything kept, dropped, the last dropped, only the last kept, … */
  static CrashPlan of(int variant, RandomGenerator random) {
    return new CrashPlan() {
      @Override
      public Fate fate(int index, int count) {
        boolean isLast = index == count - 1;
        return switch (variant) {
          case 0 -> Fate.KEPT;
          case 1 -> Fate.DROPPED;
          case 2 -> isLast ? Fate.DROPPED : Fate.KEPT;
          case 3 -> isLast ? Fate.KEPT : Fate.DROPPED;
          case 4 -> isLast ? Fate.TORN : Fate.KEPT;
          case 5 -> Fate.TORN;
          case 6 -> random.nextBoolean() ? Fate.KEPT : Fate.DROPPED;
          default ->
              random.nextBoolean() ? Fate.TORN : random.nextBoolean() ? Fate.KEPT : Fate.DROPPED;
        };
      }

      @Override
      public boolean keepsSector() {
        return random.nextBoolean();
      }
    };
  }

  /** Number of variants that {@link #of} tells apart; greater numbers are all random. */
  int VARIANTS = 8;
}
