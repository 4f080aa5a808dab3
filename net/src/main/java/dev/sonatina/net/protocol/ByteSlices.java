package dev.sonatina.net.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bytes that lie in several arrays, one after another, for results that are too large to be copied
 * into one. Nobody changes them any more; safe for every thread.
 */
public final class ByteSlices {

  public static final ByteSlices EMPTY = of(ByteSlice.EMPTY);

  private final List<ByteSlice> parts;
  private final int length;

  private ByteSlices(List<ByteSlice> parts) {
    this.parts = parts;
    int sum = 0;
    for (ByteSlice part : parts) {
      sum = Math.addExact(sum, part.length());
    }
    length = sum;
  }

  public static ByteSlices of(ByteSlice only) {
    return new ByteSlices(List.of(only));
  }

  /**
   * The parts in this order.
   *
   * @throws ArithmeticException when they have more than 2 GiB together
   */
  public static ByteSlices of(List<ByteSlice> parts) {
    return new ByteSlices(List.copyOf(parts));
  }

  public int length() {
    return length;
  }

  public List<ByteSlice> parts() {
    return parts;
  }

  /** Some of the bytes, sharing them. */
  public ByteSlices slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    if (count == length) {
      return this;
    }
    List<ByteSlice> inside = new ArrayList<>();
    int start = 0;
    for (ByteSlice part : parts) {
      int first = Math.max(from, start);
      int end = Math.min(from + count, start + part.length());
      if (first < end) {
        inside.add(part.slice(first - start, end - first));
      }
      start += part.length();
    }
    return new ByteSlices(inside);
  }

  /** The bytes in one piece: themselves when they are in one, otherwise a copy. */
  public ByteSlice toSlice() {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (ByteSlice part : parts) {
      System.arraycopy(part.array(), part.offset(), all, at, part.length());
      at += part.length();
    }
    return ByteSlice.of(all);
  }

  /** By content, however it is divided. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSlices that && toSlice().equals(that.toSlice());
  }

  @Override
  public int hashCode() {
    return toSlice().hashCode();
  }

  /** How many bytes there are. */
  @Override
  public String toString() {
    return length + " bytes in " + parts.size() + " parts";
  }
}
