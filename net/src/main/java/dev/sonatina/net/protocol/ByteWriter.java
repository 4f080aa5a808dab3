package dev.sonatina.net.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects little-endian values in an array that grows, and from some size on in further arrays:
 * what is large is neither copied as it grows nor asks for one large piece of the heap. Not
 * thread-safe.
 */
public final class ByteWriter {

  private static final VarHandle SHORT_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The size up to which an array grows, and of those that follow it. */
  private static final int ARRAY_BYTES = 64 << 10;

  /** What lies before the array that is being filled. */
  private final List<ByteSlice> full = new ArrayList<>(0);

  private int fullBytes;
  private byte[] array;

  /** Bytes in the array that is being filled. */
  private int used;

  public ByteWriter() {
    this(64);
  }

  public ByteWriter(int capacity) {
    array = new byte[capacity];
  }

  public int length() {
    return fullBytes + used;
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
    writeBytes(ByteBuffer.wrap(bytes, offset, count));
  }

  /** Writes what is left in a buffer, and takes it from there. */
  public void writeBytes(ByteBuffer bytes) {
    int count = bytes.remaining();
    int room = array.length - used;
    // What begins a further array fills this one first.
    int here = count > room && used + (long) count > ARRAY_BYTES ? room : 0;
    bytes.get(array, used, here);
    used += here;
    int at = reserve(count - here);
    bytes.get(array, at, count - here);
  }

  public void writeBytes(ByteSlices bytes) {
    bytes.parts().forEach(this::writeBytes);
  }

  public void writeBytes(ByteSlice bytes) {
    writeBytes(bytes.array(), bytes.offset(), bytes.length());
  }

  /** Overwrites eight bytes written before by one call, for a count that was not known then. */
  public void setI64(int index, long value) {
    int start = 0;
    for (ByteSlice part : full) {
      if (index < start + part.length()) {
        LONG_LE.set(part.array(), part.offset() + index - start, value);
        return;
      }
      start += part.length();
    }
    if (index < start || index - start > used - 8) {
      throw new IndexOutOfBoundsException(index);
    }
    LONG_LE.set(array, index - start, value);
  }

  /** Overwrites a byte of a message that is small enough for one array. */
  public void setU8(int index, int value) {
    if (!full.isEmpty() || index < 0 || index >= used) {
      throw new IndexOutOfBoundsException(index);
    }
    array[index] = (byte) value;
  }

  /** What was written, in one piece; this writer must not be used afterwards. */
  public ByteSlice toSlice() {
    return toSlices().toSlice();
  }

  /** What was written, sharing the arrays; this writer must not be used afterwards. */
  public ByteSlices toSlices() {
    ByteSlice last = ByteSlice.of(array, 0, used);
    if (full.isEmpty()) {
      return ByteSlices.of(last);
    }
    full.add(last);
    return ByteSlices.of(full);
  }

  /** Room for so many bytes next to each other. */
  private int reserve(int count) {
    if (count > array.length - used) {
      Math.addExact(length(), count);
      if (used + (long) count <= ARRAY_BYTES) {
        grow(used + count);
      } else {
        beginArray(count);
      }
    }
    int from = used;
    used += count;
    return from;
  }

  private void grow(int needed) {
    array = Arrays.copyOf(array, Math.max(needed, Math.min(ARRAY_BYTES, 2 * array.length)));
  }

  private void beginArray(int needed) {
    if (used > 0) {
      full.add(ByteSlice.of(array, 0, used));
      fullBytes += used;
    }
    array = new byte[Math.max(needed, ARRAY_BYTES)];
    used = 0;
  }
}
