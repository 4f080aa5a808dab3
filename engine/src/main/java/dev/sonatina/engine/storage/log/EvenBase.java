package dev.sonatina.engine.storage.log;

/**
 * Where {@value #GROUP} neighbouring records lie, all present, as one number: those of the same
 * length lie at equal steps, but where a frame begins.
 *
 * <pre>
 *   63        62   51  50     43  42      27  26     0
 *   | checked | step   | frame    | segment   | offset |
 *         checked           all of them are, as in a slot
 *         frame             which record is the first of a frame; 0 if only the first may be
 *         segment, offset   of the first record
 * </pre>
 */
final class EvenBase {

  static final int GROUP_BITS = 8;

  /** How many records share a base. */
  static final int GROUP = 1 << GROUP_BITS;

  private static final int STEP_SHIFT = 51;
  private static final int STEP_MAX = (1 << 12) - 1;
  private static final int FRAME_SHIFT = 43;
  private static final int FRAME_MASK = GROUP - 1;
  private static final int SEGMENT_SHIFT = 27;
  private static final int SEGMENT_MAX = (1 << 16) - 1;
  private static final int OFFSET_MAX = (1 << SEGMENT_SHIFT) - 1;

  private EvenBase() {}

  /**
   * The position of a record.
   *
   * @param index which of its group
   */
  static long position(long base, int index) {
    long step = base >>> STEP_SHIFT & STEP_MAX;
    int frame = ((int) (base >>> FRAME_SHIFT) - 1 & FRAME_MASK) + 1; // 0 stands for all.
    long first = Position.of((int) (base >>> SEGMENT_SHIFT) & SEGMENT_MAX, base & OFFSET_MAX);
    // Processors guess branches, and a wrong guess costs as much as a wait for memory here.
    int isBehind = (frame - 1 - index) >> (Integer.SIZE - 1); // All bits of it, or none.
    return first + step * index + (isBehind & frameGap(first + step * frame));
  }

  /** What lies between two records if a frame ends behind the first, at this position. */
  private static long frameGap(long end) {
    return (-end & (LogFormat.FRAME_ALIGNMENT - 1)) + LogFormat.FRAME_HEADER_LENGTH;
  }

  /**
   * The base of a group, not marked as checked.
   *
   * @param slots of its records
   * @param from where they begin
   * @return 0 if they do not lie so
   */
  static long of(long[] slots, int from) {
    long first = slots[from] & ~IdIndex.CHECKED;
    long last = slots[from + GROUP - 1] & ~IdIndex.CHECKED;
    long step =
        Math.min(
            (slots[from + 1] & ~IdIndex.CHECKED) - first,
            last - (slots[from + GROUP - 2] & ~IdIndex.CHECKED));
    long more = last - first - step * (GROUP - 1);
    if (first == 0
        || more < 0
        || more >= LogFormat.FRAME_HEADER_LENGTH + LogFormat.FRAME_ALIGNMENT
        || step <= 0
        || step > STEP_MAX
        || Position.segment(first) > SEGMENT_MAX
        || (first & 0xFFFF_FFFFL) > OFFSET_MAX) {
      return 0;
    }
    int frame = more == 0 ? 0 : firstBehind(slots, from, first, step);
    long base = step << STEP_SHIFT | (long) frame << FRAME_SHIFT | packed(first);
    for (int i = 0; i < GROUP; i++) {
      if (position(base, i) != (slots[from + i] & ~IdIndex.CHECKED)) {
        return 0;
      }
    }
    return base;
  }

  private static long packed(long first) {
    return (long) Position.segment(first) << SEGMENT_SHIFT | Position.offset(first);
  }

  private static int firstBehind(long[] slots, int from, long first, long step) {
    int i = 1;
    while (i < GROUP - 1 && (slots[from + i] & ~IdIndex.CHECKED) == first + step * i) {
      i++;
    }
    return i;
  }
}
