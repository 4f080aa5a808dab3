package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
      long position = random.nextLong(1, 1L << 40);
      for (int i = 0; i < appended; i++) {
        position =
            isScattered ? random.nextLong(1, 1L << 40) : position + random.nextLong(20, 2_000);
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
