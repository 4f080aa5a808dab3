package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The index beside a map, through transactions that are kept or rolled back. */
class IdIndexTest {

  /** More than are filled in small arrays at first. */
  private static final int MANY = 100_000;

  private record Kept(IdIndex index, long nextId, Map<Long, Long> expected) {}

  @Test
  void everyStateKeepsItsPositions() {
    SplittableRandom random = new SplittableRandom(20261128);
    List<Kept> states = new ArrayList<>();
    states.add(new Kept(new IdIndex(), 0, Map.of()));
    for (int step = 1; step <= 60; step++) {
      Kept last = states.get(states.size() - 1);
      Object editor = new Object();
      Map<Long, Long> expected = new TreeMap<>(last.expected);
      IdIndex index = last.index;
      long nextId = last.nextId + (random.nextInt(5) == 0 ? random.nextInt(70_000) : 0);
      int appended = random.nextInt(step % 7 == 0 ? MANY / 2 : 2_000);
      boolean isScattered = random.nextInt(4) == 0;
      int length = random.nextInt(20, 3_000);
      boolean isEven = random.nextBoolean();
      long position = random.nextLong(1, 1L << 40);
      for (int i = 0; i < appended; i++) {
        position =
            isScattered
                ? random.nextLong(1, 1L << 40)
                : position + (isEven ? length : random.nextLong(20, 2_000));
        index = index.append(nextId, position, editor);
        expected.put(nextId++, position);
      }
      for (int i = random.nextInt(200); i > 0 && nextId > 0; i--) {
        long id = random.nextLong(nextId);
        long changed = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 1L << 40);
        index = index.with(id, changed, editor);
        expected.put(id, changed);
      }
      if (random.nextInt(4) == 0) {
        last.index.clear(last.nextId, nextId);
      } else {
        states.add(new Kept(index, nextId, expected));
      }
    }
    states.forEach(IdIndexTest::check);
    assertTrue(states.get(states.size() - 1).nextId > MANY);
  }

  private static void check(Kept state) {
    long[] ids = new long[(int) state.nextId + 2];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i - 1L;
    }
    long[] slots = new long[ids.length];
    state.index.get(ids, 0, state.nextId, slots);
    long block = -1;
    for (int i = 0; i < ids.length; i++) {
      long id = ids[i];
      long expected = state.expected.getOrDefault(id, 0L);
      assertEquals(expected, slots[i]);
      if (id >= 0 && id < state.nextId) {
        assertEquals(expected, state.index.get(id));
      }
      if (expected != 0 && id / IdIndex.FANOUT != block) {
        block = id / IdIndex.FANOUT;
        assertEquals(id, state.index.nextInBlock(id));
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Large(IdIndex index, long[] expected) {}

  @Test
  void statesOfALargeIndexShareItsLeaves() {
    SplittableRandom random = new SplittableRandom(20261129);
    List<Large> states = new ArrayList<>();
    states.add(new Large(new IdIndex(), new long[0]));
    for (int step = 0; step < 8; step++) {
      Large last = states.get(states.size() - 1);
      Object editor = new Object();
      int present = last.expected.length;
      int appended = step == 0 ? 600_000 : random.nextInt(60_000);
      long[] expected = Arrays.copyOf(last.expected, present + appended);
      IdIndex index = last.index;
      boolean changesFirst = random.nextBoolean();
      if (changesFirst) {
        index = changed(index, expected, present, random, editor);
      }
      for (int id = present; id < expected.length; id++) {
        expected[id] = Position.of(step + 1, 64 + 49L * (id - present));
        index = index.append(id, expected[id], editor);
      }
      if (!changesFirst) {
        index = changed(index, expected, expected.length, random, editor);
      }
      if (step % 3 == 2) {
        last.index.clear(present, expected.length);
      } else {
        states.add(new Large(index, expected));
      }
    }
    for (Large state : states) {
      long[] slots = new long[state.expected.length];
      for (int id = 0; id < slots.length; id++) {
        slots[id] = state.index.get(id);
      }
      assertArrayEquals(state.expected, slots);
    }
  }

  private static IdIndex changed(
      IdIndex index, long[] expected, int limit, SplittableRandom random, Object editor) {
    IdIndex changed = index;
    for (int i = 0; i < 100 && limit > 0; i++) {
      int id = random.nextInt(limit);
      expected[id] = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 1L << 40);
      changed = changed.with(id, expected[id], editor);
    }
    return changed;
  }

  @Test
  void gapsArePassedAtOnce() {
    Object editor = new Object();
    long far = 5L << 40;
    IdIndex index = new IdIndex().append(3, 30, editor).append(far, 50, editor);
    assertEquals(30, index.get(3));
    assertEquals(50, index.get(far));
    assertEquals(far, index.nextInBlock(IdIndex.FANOUT));
    assertEquals(Long.MAX_VALUE, index.nextInBlock(far + 64 * IdIndex.FANOUT));
  }
}
