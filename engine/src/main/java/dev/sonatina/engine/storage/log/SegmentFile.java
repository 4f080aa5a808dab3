package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that is being written: grows in steps, is prepared for cheap syncs, is mapped anew
 * when it has grown. Used by the writer only; its {@link VfsFile} is closed by {@link SyncGroup}.
 */
final class SegmentFile {

  private static final int LENGTH_INITIAL = 64 << 10;
  private static final int GROWTH_MAX = 16 << 20;
  private static final int PREALLOCATED_AHEAD = 256 << 10;

  /** Larger frames pay for their syncs themselves; zeros ahead of them would double the writing. */
  private static final int PREALLOCATED_FRAME_MAX = 64 << 10;

  private final int number;
  private final VfsFile file;
  private final int segmentBytes;
  private long length;
  private long preallocatedTo;
  private MappedSegment mapped;

  /**
   * Goes on in a segment.
   *
   * @param segmentBytes the length that the file gets in the end
   * @param mapped the whole file
   */
  SegmentFile(VfsFile file, int segmentBytes, MappedSegment mapped) {
    this.number = mapped.number();
    this.file = file;
    this.segmentBytes = segmentBytes;
    this.length = mapped.bytes().capacity();
    this.preallocatedTo = length;
    this.mapped = mapped;
  }

  /** Begins with a file that holds what every segment begins with. */
  static SegmentFile start(int number, VfsFile file, int segmentBytes) throws IOException {
    int length = Math.toIntExact(file.size());
    return new SegmentFile(
        file, segmentBytes, new MappedSegment(number, file.path(), file.map(length)));
  }

  int number() {
    return number;
  }

  VfsFile file() {
    return file;
  }

  MappedSegment mapped() {
    return mapped;
  }

  /**
   * Makes sure that the file and its mapping reach so far.
   *
   * @return whether there is a new mapping
   */
  boolean cover(long needed) throws IOException {
    if (needed > length) {
      long step = Math.max(LENGTH_INITIAL, Math.min(length, GROWTH_MAX));
      long target = Math.max(needed, Math.min(length + step, segmentBytes));
      file.resize(target);
      length = target;
    }
    if (needed <= mapped.bytes().capacity()) {
      return false;
    }
    mapped = map();
    return true;
  }

  /** Writes a frame, which {@link #cover} has made room for. */
  void write(ByteBuffer frame, long offset, boolean willBeSynced) throws IOException {
    long end = offset + frame.remaining();
    if (willBeSynced && end > preallocatedTo && frame.remaining() <= PREALLOCATED_FRAME_MAX) {
      preallocate(end);
    }
    file.write(frame, offset);
  }

  /**
   * Reserves space behind an offset. Syncs would have to write the file system's metadata too
   * otherwise, which takes twice as long.
   */
  private void preallocate(long from) {
    long to = Math.min(length, from + PREALLOCATED_AHEAD);
    try {
      if (to > from) {
        file.preallocate(from, to);
      }
      preallocatedTo = to;
    } catch (IOException e) {
      // It only serves speed. If the disk is full the write itself will tell.
      preallocatedTo = from;
    }
  }

  private MappedSegment map() throws IOException {
    return new MappedSegment(number, file.path(), file.map(Math.toIntExact(length)));
  }
}
