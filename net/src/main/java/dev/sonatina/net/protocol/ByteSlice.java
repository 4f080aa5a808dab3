package dev.sonatina.net.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Some bytes of an array that nobody changes any more. Equal by content; safe for every thread.
 *
 * <p>Messages are handed upwards as slices of plain arrays, so that no layer has to count
 * references: a request that is dropped half-way leaks nothing.
 */
public final class ByteSlice {

  public static final ByteSlice EMPTY = new ByteSlice(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private ByteSlice(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** The whole array, which the caller gives away. */
  public static ByteSlice of(byte[] array) {
    return new ByteSlice(array, 0, array.length);
  }

  /** A part of an array, which the caller gives away. */
  public static ByteSlice of(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new ByteSlice(array, offset, length);
  }

  /** The text in UTF-8. */
  public static ByteSlice of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of this slice, sharing its bytes. */
  public ByteSlice slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return new ByteSlice(array, offset + from, count);
  }

  public int length() {
    return length;
  }

  public byte byteAt(int index) {
    Objects.checkIndex(index, length);
    return array[offset + index];
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** The array that holds the bytes, to be read only: {@link #length()} from {@link #offset()}. */
  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public ByteReader reader() {
    return new ByteReader(array, offset, offset + length);
  }

  /** The text, malformed UTF-8 replaced. */
  public String utf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSlice that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The bytes in hexadecimal, cut after 64 of them. */
  @Override
  public String toString() {
    int shown = Math.min(length, 64);
    String hex = HexFormat.of().formatHex(array, offset, offset + shown);
    return shown == length ? hex : hex + "… (" + length + " bytes)";
  }
}
