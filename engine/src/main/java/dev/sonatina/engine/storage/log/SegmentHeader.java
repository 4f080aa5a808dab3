package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bytes of a segment.
 *
 * <pre>
 *   0        8         12     16        24        28            32             40          60
 *   | magic  | version | 0    | store   | number  | previousCrc | predecessor  | 0 …       | crc |
 * </pre>
 *
 * {@code crc} is the CRC-32C of what lies before it.
 *
 * @param storeId a random number that all files of a store share
 * @param number this segment's number; later segments have greater ones
 * @param previousCrc header checksum of the last frame before this segment, 0 in the first
 * @param predecessor the position where the log stood when it went on here, 0 in the first. What
 *     follows that position in the predecessor's file is not part of the log
 */
record SegmentHeader(long storeId, int number, int previousCrc, long predecessor) {

  static final int PREVIOUS_CRC_OFFSET = 28;

  private static final int CRC_OFFSET = LogFormat.SEGMENT_HEADER_LENGTH - 4;

  /** Writes the header to the start of a file. */
  void write(VfsFile file) throws IOException {
    ByteBuffer target =
        ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    target.putLong(0, LogFormat.SEGMENT_MAGIC);
    target.putInt(8, LogFormat.VERSION);
    target.putLong(16, storeId);
    target.putInt(24, number);
    target.putInt(PREVIOUS_CRC_OFFSET, previousCrc);
    target.putLong(32, predecessor);
    target.putInt(CRC_OFFSET, crc(target));
    file.write(target, 0);
  }

  /** Reads a header; null if it is damaged, or that of another segment. */
  static @Nullable SegmentHeader decode(Path file, int number, ByteBuffer source) {
    if (source.capacity() < LogFormat.SEGMENT_HEADER_LENGTH
        || source.getLong(0) != LogFormat.SEGMENT_MAGIC
        || source.getInt(CRC_OFFSET) != crc(source)) {
      return null;
    }
    int version = source.getInt(8);
    if (version < LogFormat.VERSION_MIN || version > LogFormat.VERSION) {
      throw StorageErrors.wrongVersion(file, version);
    }
    if (source.getInt(24) != number) {
      return null;
    }
    return new SegmentHeader(
        source.getLong(16), number, source.getInt(PREVIOUS_CRC_OFFSET), source.getLong(32));
  }

  /** The error for a header that must be readable and is not. */
  static StorageException damaged(Path file) {
    return StorageErrors.corrupt(
        file, 0, "the header of this segment", "other bytes or a wrong checksum");
  }

  private static int crc(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, CRC_OFFSET).order(ByteOrder.LITTLE_ENDIAN));
    return (int) crc.getValue();
  }
}
