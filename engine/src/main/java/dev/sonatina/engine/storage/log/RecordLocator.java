package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.RecordView;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Goes from a slot of an index to the bytes of the record. The first time that a record is reached
 * in this process its checksum is compared, and that it is the record asked for.
 */
final class RecordLocator {

  /** What processors fetch from memory at a time. */
  private static final int LINE_BYTES = 64;

  /** No smaller part of a file is mapped. */
  private static final int PAGE_BYTES = 4 << 10;

  private RecordLocator() {}

  /** Points a view at the record that a slot stands for. */
  static void locate(
      SegmentSet segments, int collection, long id, long slot, IdIndex index, RecordView view) {
    long position = slot & ~IdIndex.CHECKED;
    ByteBuffer bytes = segments.bytes(Position.segment(position));
    int offset = Position.offset(position);
    if (bytes == null) {
      throw new IllegalStateException(
          "segment " + Position.segment(position) + " does not belong to the snapshot");
    }
    if (slot > 0) {
      check(segments, bytes, position, collection, id);
      index.markChecked(id, slot);
    }
    int length = bytes.getInt(offset + 4) & FrameReader.ENTRY_LENGTH_MASK;
    view.pointTo(bytes, offset + LogFormat.ENTRY_HEADER_LENGTH, length);
  }

  /**
   * Reads from both ends of the usual small record at each of these slots, all in a row, so that
   * the processor fetches them at the same time: one would wait for each of them otherwise. What
   * cannot be read is left for whoever asks for that record to find out.
   *
   * @return something that depends on all that was read
   */
  static int touch(SegmentSet segments, long[] slots, int from, int to) {
    try {
      return touchAll(segments, slots, from, to);
    } catch (InternalError e) {
      return 0;
    }
  }

  private static int touchAll(SegmentSet segments, long[] slots, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += touch(segments, slots[i] & ~IdIndex.CHECKED);
    }
    return sum;
  }

  /** The same at one place of the log, which need not be where a record begins; or at none, 0. */
  static int touch(SegmentSet segments, long position) {
    ByteBuffer bytes = position == 0 ? null : segments.bytes(Position.segment(position));
    int offset = Position.offset(position);
    if (bytes == null || offset >= bytes.capacity()) {
      return 0;
    }
    // The file may end with this record's page: reading on from there raises an error.
    int pageEnd = Math.min(offset | (PAGE_BYTES - 1), bytes.capacity() - 1);
    return bytes.get(offset) + bytes.get(Math.min(offset + LINE_BYTES, pageEnd));
  }

  private static void check(
      SegmentSet segments, ByteBuffer bytes, long position, int collection, long id) {
    boolean isIntact;
    try {
      isIntact = isIntact(bytes, Position.offset(position), collection, id);
    } catch (InternalError late) {
      // It may be owed for another record that was only touched.
      isIntact = isIntactAndReadable(segments, bytes, position, collection, id);
    }
    if (!isIntact) {
      throw StorageErrors.corrupt(
          path(segments, position),
          Position.offset(position),
          "record " + id + " of collection number " + collection,
          "other bytes or a wrong checksum");
    }
  }

  private static boolean isIntactAndReadable(
      SegmentSet segments, ByteBuffer bytes, long position, int collection, long id) {
    try {
      return isIntact(bytes, Position.offset(position), collection, id);
    } catch (InternalError e) {
      throw MappedReads.unreadable(path(segments, position), Position.offset(position), e);
    }
  }

  /** Whether an intact record of this collection and id lies at an offset. */
  static boolean isIntact(ByteBuffer bytes, int offset, int collection, long id) {
    int header = LogFormat.ENTRY_HEADER_LENGTH;
    if (offset < 0 || offset > bytes.capacity() - header) {
      return false;
    }
    MappedReads.touch(bytes, offset, header);
    int kindAndLength = bytes.getInt(offset + 4);
    int length = kindAndLength & FrameReader.ENTRY_LENGTH_MASK;
    if (kindAndLength >>> 28 != LogFormat.ENTRY_RECORD
        || bytes.getInt(offset + 8) != collection
        || bytes.getLong(offset + 12) != id
        || length > bytes.capacity() - header - offset) {
      return false;
    }
    CRC32C crc = new CRC32C();
    MappedReads.update(crc, bytes, offset + 4, header - 4 + length);
    return (int) crc.getValue() == bytes.getInt(offset);
  }

  /** Length of the entry at an offset, which holds a record. */
  static int entryLength(ByteBuffer bytes, int offset) {
    return LogFormat.ENTRY_HEADER_LENGTH
        + (bytes.getInt(offset + 4) & FrameReader.ENTRY_LENGTH_MASK);
  }

  /** The same for an entry that has been written, which the disk may fail to give. */
  static int storedEntryLength(SegmentSet segments, ByteBuffer bytes, long position) {
    int offset = Position.offset(position);
    try {
      MappedReads.touch(bytes, offset, LogFormat.ENTRY_HEADER_LENGTH);
    } catch (InternalError e) {
      throw MappedReads.unreadable(path(segments, position), offset, e);
    }
    return entryLength(bytes, offset);
  }

  private static Path path(SegmentSet segments, long position) {
    MappedSegment segment = segments.segment(Position.segment(position));
    return segment == null ? Path.of("?") : segment.path();
  }
}
