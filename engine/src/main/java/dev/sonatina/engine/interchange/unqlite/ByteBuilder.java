package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;

/**
 * Bytes that grow: to read a key or record into, or to encode one. Kept and cleared rather than
 * made anew. Used by one thread.
 */
final class ByteBuilder {

  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * The bytes, of which the first {@link #length} count; the array changes with the next growth.
   */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  void append(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void append16(int value) {
    reserve(2);
    BigEndian.put16(bytes, length, value);
    length += 2;
  }

  void append32(int value) {
    reserve(4);
    BigEndian.put32(bytes, length, value);
    length += 4;
  }

  void append64(long value) {
    reserve(8);
    BigEndian.put64(bytes, length, value);
    length += 8;
  }

  void append(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Appends bytes that the caller fills in and returns where they start. */
  int extend(int count) {
    reserve(count);
    int start = length;
    length += count;
    return start;
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
    }
  }
}
