package dev.sonatina.net.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ByteWriterTest {

  private static final int SIZE_MAX = 1 << 20;

  /** Whatever the sizes of the pieces, the bytes are those that one large buffer would hold. */
  @Property(tries = 200)
  void writesWhatAnArrayWould(@ForAll long seed, @ForAll @IntRange(max = 100_000) int pieceMax) {
    Random random = new Random(seed);
    ByteBuffer expected = ByteBuffer.allocate(SIZE_MAX).order(ByteOrder.LITTLE_ENDIAN);
    ByteWriter writer = new ByteWriter(random.nextInt(100));
    int countAt = -1;
    while (expected.remaining() > pieceMax + 16 && random.nextInt(60) > 0) {
      switch (random.nextInt(4)) {
        case 0 -> {
          long value = random.nextLong();
          countAt = writer.length();
          writer.writeI64(value);
          expected.putLong(value);
        }
        case 1 -> {
          int value = random.nextInt(256);
          writer.writeU8(value);
          expected.put((byte) value);
        }
        default -> {
          byte[] piece = new byte[random.nextInt(pieceMax + 1)];
          random.nextBytes(piece);
          writer.writeBytes(piece);
          expected.put(piece);
        }
      }
      assertEquals(expected.position(), writer.length());
    }
    if (countAt >= 0) {
      writer.setI64(countAt, 7);
      expected.putLong(countAt, 7);
    }
    byte[] all = new byte[expected.position()];
    expected.flip().get(all);
    ByteSlices written = writer.toSlices();
    assertEquals(all.length, written.length());
    assertArrayEquals(all, written.toSlice().toArray());
    int from = random.nextInt(all.length + 1);
    int count = random.nextInt(all.length - from + 1);
    assertEquals(ByteSlice.of(all, from, count), written.slice(from, count).toSlice());
  }

  @Test
  void largeContentIsNotCopiedTogether() {
    ByteWriter writer = new ByteWriter();
    byte[] record = new byte[4000];
    for (int i = 0; i < 1000; i++) {
      writer.writeBytes(record);
    }
    for (ByteSlice part : writer.toSlices().parts()) {
      assertTrue(part.array().length <= 64 << 10);
    }
  }

  @Test
  void slicesAreEqualHoweverTheyAreDivided() {
    ByteSlices one = ByteSlices.of(ByteSlice.of("hello"));
    ByteSlices two = ByteSlices.of(List.of(ByteSlice.of("hel"), ByteSlice.of("lo")));
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    assertEquals(ByteSlice.of("ll"), two.slice(2, 2).toSlice());
    assertThrows(IndexOutOfBoundsException.class, () -> two.slice(4, 2));
  }
}
