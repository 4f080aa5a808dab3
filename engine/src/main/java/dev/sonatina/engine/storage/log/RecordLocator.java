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
