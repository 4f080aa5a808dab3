package dev.sonatina.net.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects little-endian values in an array that grows. Not thread-safe. */
public final class ByteWriter {

  private static final VarHandle SHORT_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array;
  private int length;

  public ByteWriter() {
    this(64);
  }

  public ByteWriter(int capacity) {
    array = new byte[capacity];
  }

  public int length() {
    return length;
  }

  public void writeU8(int value) {
    int at = reserve(1);
    array[at] = (byte) value;
  }

  public void writeU16(int value) {
    int at = reserve(2);
    SHORT_LE.set(array, at, (short) value);
  }

  public void writeU16BigEndian(int value) {
    int at = reserve(2);
    SHORT_LE.set(array, at, Short.reverseBytes((short) value));
  }

  public void writeI32(int value) {
    int at = reserve(4);
    INT_LE.set(array, at, value);
  }

  public void writeI32BigEndian(int value) {
    writeI32(Integer.reverseBytes(value));
  }

  public void writeI64(long value) {
    int at = reserve(8);
    LONG_LE.set(array, at, value);
  }

  public void writeI64BigEndian(long value) {
    writeI64(Long.reverseBytes(value));
  }

  public void writeF64(double value) {
    writeI64(Double.doubleToRawLongBits(value));
  }

  public void writeZeros(int count) {
    int from = reserve(count);
    Arrays.fill(array, from, from + count, (byte) 0);
  }

  public void writeBytes(byte[] bytes) {
    writeBytes(bytes, 0, bytes.length);
  }

  public void writeBytes(byte[] bytes, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(bytes, offset, array, at, count);
  }

  public void writeBytes(ByteSlice bytes) {
    writeBytes(bytes.array(), bytes.offset(), bytes.length());
  }

  /** Overwrites eight bytes written before, for a count that was not known then. */
  public void setI64(int index, long value) {
    if (index < 0 || index > length - 8) {
      throw new IndexOutOfBoundsException(index);
    }
    LONG_LE.set(array, index, value);
  }

  /** Overwrites a byte written before. */
  public void setU8(int index, int value) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(index);
    }
    array[index] = (byte) value;
  }

  /** Forgets everything from this index on. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IndexOutOfBoundsException(newLength);
    }
    length = newLength;
  }

  /** What was written, sharing the array; this writer must not be used afterwards. */
  public ByteSlice toSlice() {
    return ByteSlice.of(array, 0, length);
  }

  private int reserve(int count) {
    int from = length;
    int needed = Math.addExact(from, count);
    if (needed > array.length) {
      long doubled = Math.max(64L, 2L * array.length);
      array =
          Arrays.copyOf(array, (int) Math.max(needed, Math.min(doubled, Integer.MAX_VALUE - 8)));
    }
    length = needed;
    return from;
  }
}
