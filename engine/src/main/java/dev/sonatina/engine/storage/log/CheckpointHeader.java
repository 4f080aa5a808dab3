package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a checkpoint.
 *
 * <pre>
 *   0       8         12    16      24       28            32         40         48            52           60
 *   | magic | version | 0   | store | number | previousCrc | position | sequence | nextSegment | 0 …        | crc |
 * </pre>
 *
 * {@code crc} is the CRC-32C of what lies before it.
 *
 * @param storeId a random number that all files of a store share
 * @param number of this checkpoint; the one with the greatest counts
 * @param position the log up to here is contained, and was synced before the checkpoint was written
 * @param previousCrc header checksum of the last frame before that position
 * @param sequence number of the last transaction contained
 * @param nextSegment all segments made so far have smaller numbers
 */
record CheckpointHeader(
    long storeId, int number, long position, int previousCrc, long sequence, int nextSegment) {

  private static final int CRC_OFFSET = LogFormat.CHECKPOINT_HEADER_LENGTH - 4;

  void write(VfsFile file) throws IOException {
    ByteBuffer target =
        ByteBuffer.allocate(LogFormat.CHECKPOINT_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    target.putLong(0, LogFormat.CHECKPOINT_MAGIC);
    target.putInt(8, LogFormat.VERSION);
    target.putLong(16, storeId);
    target.putInt(24, number);
    target.putInt(28, previousCrc);
    target.putLong(32, position);
    target.putLong(40, sequence);
    target.putInt(48, nextSegment);
    target.putInt(CRC_OFFSET, crc(target));
    file.write(target, 0);
  }

  /** Reads a header, which must be that of the checkpoint of this number. */
  static CheckpointHeader read(VfsFile file, int number) throws IOException {
    Path path = file.path();
    ByteBuffer source =
        ByteBuffer.allocate(LogFormat.CHECKPOINT_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    file.read(source, 0);
    if (source.hasRemaining()
        || source.getLong(0) != LogFormat.CHECKPOINT_MAGIC
        || source.getInt(CRC_OFFSET) != crc(source)
        || source.getInt(24) != number) {
      throw StorageErrors.corrupt(
          path, 0, "the header of this checkpoint", "other bytes or a wrong checksum");
    }
    int version = source.getInt(8);
    if (version < LogFormat.VERSION_MIN || version > LogFormat.VERSION) {
      throw StorageErrors.wrongVersion(path, version);
    }
    return new CheckpointHeader(
        source.getLong(16),
        number,
        source.getLong(32),
        source.getInt(28),
        source.getLong(40),
        source.getInt(48));
  }

  private static int crc(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, CRC_OFFSET));
    return (int) crc.getValue();
  }
}
