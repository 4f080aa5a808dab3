package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;

/** A file on the heap. */
final class MemoryFile implements Output {

  private final String name;
  private byte[] bytes;
  private int size;
  private boolean isClosed;

  MemoryFile(String name) {
    this(name, new byte[0]);
  }

  /** Takes over the bytes. */
  MemoryFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    size = bytes.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    int count = (int) Math.max(0, Math.min(length, size - position));
    if (count > 0) {
      System.arraycopy(bytes, (int) position, into, offset, count);
    }
    return count;
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) {
    int end = Math.toIntExact(position + length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    System.arraycopy(source, offset, bytes, (int) position, length);
    size = Math.max(size, end);
  }

  @Override
  public void sync() {}

  @Override
  public void close() {
    isClosed = true;
  }
}
