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
  private final int contentEnd;
  private final AtomicInteger holders = new AtomicInteger();
  private volatile int end;

  MappedSegment(int number, Path path, VfsMapping mapping) {
    this(number, path, mapping, mapping.buffer().capacity());
  }

  /**
   * @param contentEnd from here on there are only zeros
   */
  MappedSegment(int number, Path path, VfsMapping mapping, int contentEnd) {
    this.number = number;
    this.path = path;
    this.mapping = mapping;
    this.bytes = mapping.buffer();
    this.contentEnd = contentEnd;
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

  /**
   * From here on there was nothing but zeros in the file when it was mapped. A frame may end with
   * some of them, but none begins there. Whoever looks for the end of the log stays in front of it:
   * the zeros may be a hole, and looking at one through a mapping takes space on some file systems.
   */
  int contentEnd() {
    return contentEnd;
  }

  /**
   * Whether what cannot be read from an offset on is a hole behind the content, for which a full
   * disk has no space, so that nothing was written there.
   */
  boolean endsInHole(int offset) {
    return MappedReads.firstUnreadable(bytes, offset, bytes.capacity()) >= contentEnd;
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

  /** The same segment, whose bytes lie in memory. */
  MappedSegment copiedTo(ByteBuffer copy) {
    VfsMapping memory =
        new VfsMapping() {
          @Override
          public ByteBuffer buffer() {
            return copy;
          }

          @Override
          public void close() {}
        };
    return new MappedSegment(number, path, memory, contentEnd);
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
