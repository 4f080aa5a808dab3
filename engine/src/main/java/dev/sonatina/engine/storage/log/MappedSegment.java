package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsMapping;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mapping of a segment's file, unmapped when the last {@link SegmentSet} that holds it is
 * released. A segment that grows is mapped anew; readers of older states keep the older mapping.
 */
final class MappedSegment {

  private final int number;
  private final Path path;
  private final VfsMapping mapping;
  private final ByteBuffer bytes;
  private final AtomicInteger holders = new AtomicInteger();
  private volatile int end;

  MappedSegment(int number, Path path, VfsMapping mapping) {
    this.number = number;
    this.path = path;
    this.mapping = mapping;
    this.bytes = mapping.buffer();
  }

  int number() {
    return number;
  }

  Path path() {
    return path;
  }

  /** The segment's bytes from the start of the file; shared, so absolute positions only. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Notes where the log left the segment. */
  void seal(int endOffset) {
    end = endOffset;
  }

  /** Where the log left the segment; 0 while it is being written. */
  int end() {
    return end;
  }

  void retain() {
    holders.incrementAndGet();
  }

  /** Unmaps a segment that never came into a set. */
  void discard() {
    mapping.close();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      mapping.close();
    }
  }
}
