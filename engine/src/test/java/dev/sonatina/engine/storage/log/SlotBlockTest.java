package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The slots of a block beside a plain array. */
class SlotBlockTest {

  private static final int SIZE = 512;
  private static final long FIRST_ID = 7L * SIZE;
  private static final long CHECKED = IdIndex.CHECKED;

  private final SplittableRandom random = new SplittableRandom(20261128);
  private final SlotBlock block = new SlotBlock(SIZE);
  private final long[] expected = new long[SIZE];

  private void set(int at, long slot) {
    block.set(FIRST_ID + at, slot);
    expected[at] = slot;
  }

  private void check(SlotBlock checked) {
    long[] slots = new long[SIZE];
    checked.copyTo(slots, 0, FIRST_ID, SIZE);
    assertArrayEquals(expected, slots);
  }

  @Test
  void everySlotIsKept() {
    long position = Position.of(3, 100);
    for (int step = 0; step < 20_000; step++) {
      switch (random.nextInt(20)) {
        case 0 -> position = Position.of(random.nextInt(1, 1 << 20), random.nextInt(1 << 28));
        case 1 -> position += random.nextInt(200_000);
        case 2 -> position -= random.nextInt(70_000);
        default -> position += random.nextInt(20, 120);
      }
      position = Math.max(1, position);
      long slot = random.nextInt(9) == 0 ? 0 : position | (random.nextBoolean() ? CHECKED : 0);
      set(step < SIZE ? step : random.nextInt(SIZE), slot);
      if (step % 1_000 == 0) {
        check(block);
      }
    }
    check(block);
    check(block.copyOf(FIRST_ID, SIZE));
  }

  @Test
  void theLimitsOfDistances() {
    long base = Position.of(1, 1 << 20);
    long[] distances = {0, 1, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, -1, 1L << 32};
    for (int i = 0; i < distances.length; i++) {
      set(i, base + distances[i]);
    }
    check(block);
  }

  @Test
  void copiesShareNothing() {
    for (int i = 0; i < SIZE; i++) {
      set(i, Position.of(1 + i % 2, 1_000 + 50 * i));
    }
    SlotBlock copy = block.copyOf(FIRST_ID, SIZE);
    for (int i = 0; i < SIZE; i++) {
      copy.set(FIRST_ID + i, Position.of(9, 7 + i) | CHECKED);
    }
    check(block);
  }

  @Test
  void partsOfLargerBlocksAreCopied() {
    SlotBlock large = new SlotBlock(8 * SIZE);
    for (int i = 0; i < 8 * SIZE; i++) {
      large.set(i, Position.of(1 + i / 1_000, 64 + (i % 5 == 0 ? 100_000 : 40) * i));
    }
    for (int part = 0; part < 8; part++) {
      SlotBlock copy = large.copyOf((long) part * SIZE, SIZE);
      for (long id = (long) part * SIZE; id < (part + 1L) * SIZE; id++) {
        assertEquals(large.get(id), copy.get(id));
      }
    }
  }

  @Test
  void fillingIsSetting() {
    for (int i = 0; i < SIZE - 5; i++) {
      expected[i] = i % 7 == 0 ? 0 : Position.of(1, 5_000_000 - i * (i < SIZE / 2 ? 30 : 3_000));
    }
    long[] slots = new long[SIZE - 5];
    System.arraycopy(expected, 0, slots, 0, slots.length);
    block.fill(FIRST_ID, slots);
    check(block);
  }

  @Test
  void whatIsClearedCanBeSetFarAway() {
    for (int i = 0; i < SIZE; i++) {
      set(i, Position.of(1, 64 + 60 * i) | CHECKED);
    }
    for (int i = 100; i < SIZE; i++) {
      block.clear(FIRST_ID + i);
      expected[i] = 0;
    }
    check(block);
    for (int i = 100; i < SIZE; i++) {
      set(i, Position.of(5, 64 + 60 * i));
    }
    check(block);
  }

  @Test
  void marksBelongToTheirSlots() {
    for (int i = 0; i < SIZE; i++) {
      set(i, Position.of(1, 64 + 60 * i));
    }
    for (int i = 0; i < SIZE; i += 3) {
      block.markChecked(FIRST_ID + i, expected[i]);
      block.markChecked(FIRST_ID + i + 1, expected[i]); // Of another slot, so not this one's.
      expected[i] |= CHECKED;
    }
    check(block);
  }

  @Test
  void marksOfRecordsOfEqualLengthOutliveAChangeAmongThem() {
    long[] positions = positionsOfEqualRecords(49, 300, Position.of(1, 64));
    System.arraycopy(positions, 0, expected, 0, SIZE);
    block.fill(FIRST_ID, positions);
    for (int step = 0; step < SIZE; step++) {
      int at = step * 77 % SIZE;
      block.markChecked(FIRST_ID + at, expected[at]);
      expected[at] |= CHECKED;
      check(block);
    }
    check(block.copyOf(FIRST_ID, SIZE));
    set(100, positions[100] + 1);
    check(block);
    set(100, positions[100]);
    set(EvenBase.GROUP - 1, positions[EvenBase.GROUP - 1]); // The last one makes the group even.
    check(block);
  }

  @Test
  void guessesAreNear() {
    long position = Position.of(2, 64);
    for (int i = 0; i < SIZE; i++) {
      set(i, position);
      position += random.nextInt(60, 70);
    }
    long end = expected[300];
    for (int i = 0; i < SIZE; i++) {
      long guess = block.guess(FIRST_ID + i, end);
      if (i < 256) {
        assertTrue(Math.abs(guess - expected[i]) < 200, "id " + i + ": " + guess);
      } else {
        assertEquals(0, guess); // The next group begins behind the end, or there is none.
      }
    }
  }

  /** Positions as the writer gives them to records of one length, with frames between them. */
  private long[] positionsOfEqualRecords(int length, int perFrame, long first) {
    long[] positions = new long[SIZE];
    long position = first;
    for (int i = 0; i < SIZE; i++) {
      if (i > 0 && i % perFrame == 0) {
        position = (position + 7) / 8 * 8 + LogFormat.FRAME_HEADER_LENGTH;
      }
      positions[i] = position;
      position += length;
    }
    return positions;
  }

  @Test
  void recordsOfEqualLengthsAreFoundHoweverTheyAreFramed() {
    for (int length : new int[] {20, 21, 49, 1023, 4095, 4096, 70_000}) {
      for (int perFrame : new int[] {1, 2, 63, 64, 100, 255, 256, 257, 300, SIZE}) {
        for (long first : new long[] {Position.of(1, 64), Position.of(1 << 20, 72)}) {
          long[] positions = positionsOfEqualRecords(length, perFrame, first);
          SlotBlock appended = new SlotBlock(SIZE);
          for (int i = 0; i < SIZE; i++) {
            expected[i] = positions[i] | (i % 3 == 0 ? CHECKED : 0);
            appended.set(FIRST_ID + i, expected[i]);
          }
          check(appended);
          SlotBlock filled = new SlotBlock(SIZE);
          filled.fill(FIRST_ID, expected);
          check(filled);
          check(filled.copyOf(FIRST_ID, SIZE));
          long[] kept = expected.clone();
          erasedAndReplaced(filled);
          System.arraycopy(kept, 0, expected, 0, SIZE);
          erasedAndReplaced(appended);
        }
      }
    }
  }

  /** What an even base says must not outlive a change of its group. */
  private void erasedAndReplaced(SlotBlock changed) {
    for (int i = 0; i < SIZE; i += 50) {
      expected[i] = i % 100 == 0 ? 0 : Position.of(7, 100 + i);
      changed.set(FIRST_ID + i, expected[i]);
      check(changed);
    }
  }

  @Test
  void aBaseIsEvenOnlyWhereEveryRecordLiesSo() {
    int even = 0;
    for (int perFrame = 2; perFrame <= SIZE; perFrame++) {
      long[] positions = positionsOfEqualRecords(49, perFrame, Position.of(3, 1_000));
      for (int from = 0; from < SIZE; from += EvenBase.GROUP) {
        long base = EvenBase.of(positions, from);
        for (int i = 0; base != 0 && i < EvenBase.GROUP; i++) {
          assertEquals(positions[from + i], EvenBase.position(base, i));
        }
        even += base != 0 ? 1 : 0;
        int moved = from + random.nextInt(EvenBase.GROUP);
        positions[moved]++;
        assertEquals(0, EvenBase.of(positions, from));
        positions[moved]--;
        if (perFrame >= EvenBase.GROUP) {
          assertNotEquals(0, base, "frames of " + perFrame + ", group from " + from);
        }
      }
    }
    assertTrue(even > SIZE);
  }

  @Test
  void evenBasesReachTheirLimits() {
    long limit = Position.of((1 << 16) - 1, (1 << 27) - 1);
    for (long first : new long[] {1, Position.of(1, 0), limit}) {
      for (int step : new int[] {1, 4095}) {
        long[] positions = new long[EvenBase.GROUP];
        Arrays.setAll(positions, i -> first + (long) step * i);
        long base = EvenBase.of(positions, 0);
        assertEquals(first, EvenBase.position(base, 0));
        assertEquals(positions[255], EvenBase.position(base, 255));
        Arrays.setAll(positions, i -> first + (step + 4095L) * i);
        assertEquals(0, EvenBase.of(positions, 0)); // The step is too long.
      }
    }
    for (long first : new long[] {limit + 1, Position.of(1 << 16, 1)}) {
      long[] positions = new long[EvenBase.GROUP];
      Arrays.setAll(positions, i -> first + 50L * i);
      assertEquals(0, EvenBase.of(positions, 0));
    }
  }
}
