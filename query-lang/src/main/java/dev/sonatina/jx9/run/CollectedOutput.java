package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;

/** Collects output that nobody else receives. */
public final class CollectedOutput implements OutputSink {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int length;

  @Override
  public void write(byte[] source, int offset, int count) {
    if (count > bytes.length - length) {
      long capacity = Math.max((long) length + count, Math.max(64, bytes.length * 2L));
      bytes = Arrays.copyOf(bytes, (int) Math.min(StringValue.LENGTH_MAX, capacity));
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** A copy of what was written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
