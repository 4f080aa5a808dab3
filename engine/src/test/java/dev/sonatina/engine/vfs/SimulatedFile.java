package dev.sonatina.engine.vfs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The content of a file as programs see it, as the disk has it, and the changes between the two.
 */
final class SimulatedFile {

  /** One change that has not been synced: bytes at an offset, or a new length if there are none. */
  static final class Change {
    final int offset;
    final byte[] bytes;
    final boolean isResize;

    Change(int offset, byte[] bytes, boolean isResize) {
      this.offset = offset;
      this.bytes = bytes;
      this.isResize = isResize;
    }
  }

  private byte[] content;
  private int size;
  private byte[] onDisk;
  private final List<Change> unsynced = new ArrayList<>();

  SimulatedFile(byte[] onDisk) {
    this.onDisk = onDisk;
    this.content = onDisk.clone();
    this.size = onDisk.length;
  }

  int size() {
    return size;
  }

  List<Change> unsynced() {
    return unsynced;
  }

  byte[] onDisk() {
    return onDisk;
  }

  /** The bytes that programs see. */
  byte[] visible() {
    return Arrays.copyOf(content, size);
  }

  int read(ByteBuffer target, long position) {
    int count = (int) Math.max(0, Math.min(target.remaining(), size - position));
    if (count > 0) {
      target.put(content, (int) position, count);
    }
    return count;
  }

  void write(byte[] bytes, int offset) {
    apply(new Change(offset, bytes, false));
  }

  void resize(int newSize) {
    apply(new Change(newSize, new byte[0], true));
  }

  private void apply(Change change) {
    unsynced.add(change);
    if (change.isResize) {
      if (change.offset < size) {
        Arrays.fill(content, change.offset, size, (byte) 0);
      }
      size = change.offset;
    } else {
      size = Math.max(size, change.offset + change.bytes.length);
    }
    if (size > content.length) {
      content = Arrays.copyOf(content, size);
    }
    System.arraycopy(
        change.bytes, 0, content, change.isResize ? 0 : change.offset, change.bytes.length);
  }

  /** Puts all changes on the disk. */
  void sync() {
    onDisk = visible();
    unsynced.clear();
  }

  /** As a failed sync does: what was to be written is shown still, but will never be written. */
  void forgetUnsynced() {
    unsynced.clear();
  }

  /** The visible bytes, following later writes as long as the file does not grow. */
  ByteBuffer map(int length) {
    return ByteBuffer.wrap(content, 0, length).slice().asReadOnlyBuffer();
  }

  /** Carries out a change on what the disk has. */
  static byte[] applied(byte[] disk, Change change) {
    if (change.isResize) {
      return Arrays.copyOf(disk, change.offset);
    }
    int end = change.offset + change.bytes.length;
    byte[] result = end > disk.length ? Arrays.copyOf(disk, end) : disk;
    System.arraycopy(change.bytes, 0, result, change.offset, change.bytes.length);
    return result;
  }
}
