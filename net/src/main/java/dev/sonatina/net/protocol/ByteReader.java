package dev.sonatina.net.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads little-endian values from a part of an array, never beyond its end.
 *
 * <p>Every method throws {@link ProtocolException} when fewer bytes are left than it needs. Not
 * thread-safe.
 */
public final class ByteReader {

  private static final VarHandle SHORT_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private final int end;
  private int position;

  ByteReader(byte[] array, int from, int end) {
    this.array = array;
    this.position = from;
    this.end = end;
  }

  /** A reader of its own at the same place. */
  public ByteReader copy() {
    return new ByteReader(array, position, end);
  }

  public int remaining() {
    return end - position;
  }

  /** One byte as 0 to 255. */
  public int readU8() {
    return array[take(1)] & 0xff;
  }

  /** The byte that comes next, without taking it. */
  public int peekU8() {
    int value = readU8();
    position--;
    return value;
  }

  public int readU16() {
    return (short) SHORT_LE.get(array, take(2)) & 0xffff;
  }

  /** Two bytes, the high one first. */
  public int readU16BigEndian() {
    return Short.reverseBytes((short) SHORT_LE.get(array, take(2))) & 0xffff;
  }

  public int readI32() {
    return (int) INT_LE.get(array, take(4));
  }

  /** Four bytes, the highest first. */
  public int readI32BigEndian() {
    return Integer.reverseBytes(readI32());
  }

  /** Four bytes as 0 to 2^32-1. */
  public long readU32() {
    return readI32() & 0xffff_ffffL;
  }

  /** Eight bytes; whether they are signed is the caller's knowledge. */
  public long readI64() {
    return (long) LONG_LE.get(array, take(8));
  }

  /** Eight bytes, the highest first. */
  public long readI64BigEndian() {
    return Long.reverseBytes(readI64());
  }

  public double readF64() {
    return Double.longBitsToDouble(readI64());
  }

  public void skip(int count) {
    take(count);
  }

  /** The next bytes, sharing the array. */
  public ByteSlice readSlice(int count) {
    return ByteSlice.of(array, take(count), count);
  }

  /** The next bytes as a fresh array. */
  public byte[] readArray(int count) {
    int from = take(count);
    return Arrays.copyOfRange(array, from, from + count);
  }

  /** All that is left. */
  public ByteSlice rest() {
    return readSlice(remaining());
  }

  /**
   * A length or count of elements that are still to come, checked against the bytes that are left.
   *
   * @param elementBytesMin the fewest bytes that one element can take, at least 1
   */
  public int readCount(int elementBytesMin) {
    return checkedCount(readI64(), elementBytesMin);
  }

  /** Like {@link #readCount}, for the generation that writes counts in four bytes. */
  public int readCount32(int elementBytesMin) {
    return checkedCount(readU32(), elementBytesMin);
  }

  private int checkedCount(long count, int elementBytesMin) {
    if (count < 0 || count > remaining() / elementBytesMin) {
      throw new ProtocolException(
          "count: "
              + Long.toUnsignedString(count)
              + " (expected: at most "
              + remaining() / elementBytesMin
              + ", for "
              + remaining()
              + " bytes are left)");
    }
    return (int) count;
  }

  private int take(int count) {
    if (count < 0 || count > end - position) {
      throw new ProtocolException(
          "message too short: " + (end - position) + " bytes left (expected: " + count + ")");
    }
    int from = position;
    position = from + count;
    return from;
  }
}
