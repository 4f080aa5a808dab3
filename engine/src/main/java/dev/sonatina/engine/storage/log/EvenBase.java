package dev.sonatina.engine.storage.log;

/**
 * Where all records of a full group of a {@link SlotBlock} lie, as one negative number: those of
 * the same length lie at equal steps, but where a frame begins.
 *
 * <pre>
 *   63  62   52  51     46  45      28  27     0
 *   | 1 | step   | frame    | segment   | offset |
 *         segment, offset   of the first record
 *         frame             which record is the first of a frame; 0 if only the first may be
 * </pre>
 */
final class EvenBase {

  private static final int GROUP = SlotBlock.GROUP;
  private static final int STEP_SHIFT = 52;
  private static final int STEP_MAX = (1 << 11) - 1;
  private static final int FRAME_SHIFT = 46;
  private static final int FRAME_MASK = (1 << 6) - 1;
  private static final int SEGMENT_SHIFT = 28;
  private static final int SEGMENT_MAX = (1 << 18) - 1;
  private static final int OFFSET_MAX = (1 << SEGMENT_SHIFT) - 1;

  private EvenBase() {}

  /** The position of the first record. */
  static long first(long base) {
    return Position.of((int) (base >>> SEGMENT_SHIFT) & SEGMENT_MAX, base & OFFSET_MAX);
  }

  /**
   * The position of a record.
   *
   * @param index which of its group
   */
  static long position(long base, int index) {
    long step = base >>> STEP_SHIFT & STEP_MAX;
    int frame = ((int) (base >>> FRAME_SHIFT) - 1 & FRAME_MASK) + 1; // 0 stands for 64.
    long first = first(base);
    // Processors guess branches, and a wrong guess costs as much as a wait for memory here.
    int isBehind = (frame - 1 - index) >> (Integer.SIZE - 1); // All bits of it, or none.
    return first + step * index + (isBehind & frameGap(first + step * frame));
  }

  /** What lies between two records if a frame ends behind the first, at this position. */
  private static long frameGap(long end) {
    return (-end & (LogFormat.FRAME_ALIGNMENT - 1)) + LogFormat.FRAME_HEADER_LENGTH;
  }

  /**
   * The base of a group.
   *
   * @param slots of its records, as many as a group has
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
    if (more < 0
        || more >= LogFormat.FRAME_HEADER_LENGTH + LogFormat.FRAME_ALIGNMENT
        || step <= 0
        || step > STEP_MAX
        || Position.segment(first) > SEGMENT_MAX
        || (first & 0xFFFF_FFFFL) > OFFSET_MAX) {
      return 0;
    }
    int frame = more == 0 ? 0 : firstBehind(slots, from, first, step);
    long base = 1L << 63 | step << STEP_SHIFT | (long) frame << FRAME_SHIFT | packed(first);
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
