package dev.sonatina.jx9.run;

import java.util.Arrays;

/** Collects output that nobody else receives. */
public final class CollectedOutput implements OutputSink {
  private static final byte[] NOTHING = {};

  /** About the longest array that Java makes. */
  private static final int LENGTH_MAX = Integer.MAX_VALUE - 64;

  private byte[] bytes = NOTHING;
  private int length;

  @Override
  public void write(byte[] source, int offset, int count) {
    if (count > bytes.length - length) {
      long capacity = Math.max((long) length + count, Math.max(64, bytes.length * 2L));
      bytes = Arrays.copyOf(bytes, (int) Math.min(LENGTH_MAX, capacity));
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** A copy of what was written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
