package dev.sonatina.engine.storage.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the frames of one segment; {@link FrameEncoder} draws them. Trusts nothing: a frame counts
 * only when its checksums, its own position and its length are right.
 */
final class FrameReader {

  /** Receives the entries of a frame. */
  interface EntryVisitor {
    /**
     * One entry.
     *
     * @param position where the entry lies in the log
     * @param bytes the segment's bytes
     * @param payload where the payload begins in them
     * @param length of the payload
     */
    void entry(
        int kind, int number, long id, long position, ByteBuffer bytes, int payload, int length);
  }

  private final int segment;
  private final ByteBuffer bytes;
  private final byte[] seed;
  private final CRC32C crc = new CRC32C();
  private final CRC32C entriesCrc = new CRC32C();
  private final byte[] checksum = new byte[4];

  private int offset;

  /**
   * @param segment number of the segment
   * @param bytes its bytes from the start of the file, little-endian
   */
  FrameReader(int segment, ByteBuffer bytes, long storeId) {
    this.segment = segment;
    this.bytes = bytes;
    this.seed = FrameEncoder.seed(storeId);
  }

  /** Moves to an offset and tells whether a frame with a valid header begins there. */
  boolean load(int frameOffset) {
    offset = frameOffset;
    return offset <= bytes.capacity() - LogFormat.FRAME_HEADER_LENGTH
        && bytes.getInt(offset) == LogFormat.FRAME_MAGIC
        && bytes.getInt(offset + 4) == computeHeaderCrc()
        && bytes.getLong(offset + 16) == Position.of(segment, offset)
        && length() >= LogFormat.FRAME_HEADER_LENGTH
        && length() <= bytes.capacity() - offset
        && length() % LogFormat.FRAME_ALIGNMENT == 0;
  }

  private int computeHeaderCrc() {
    crc.reset();
    crc.update(seed);
    MappedReads.update(crc, bytes, offset + 8, LogFormat.FRAME_HEADER_LENGTH - 8);
    return (int) crc.getValue();
  }

  int headerCrc() {
    return bytes.getInt(offset + 4);
  }

  int length() {
    return bytes.getInt(offset + 8);
  }

  int kind() {
    return bytes.getInt(offset + 12);
  }

  long sequence() {
    return bytes.getLong(offset + 24);
  }

  long syncedTo() {
    return bytes.getLong(offset + 32);
  }

  int previous() {
    return bytes.getInt(offset + 40);
  }

  private int entries() {
    return bytes.getInt(offset + 44);
  }

  /**
   * Checks every byte of the frame behind its header.
   *
   * @return the offset in the file of the first damage, or -1
   */
  int firstDamage() {
    int end = offset + length();
    int at = offset + LogFormat.FRAME_HEADER_LENGTH;
    entriesCrc.reset();
    for (int i = 0; i < entries(); i++) {
      int next = entryEnd(bytes, at, end);
      if (next < 0 || !isIntact(bytes, at, next, crc)) {
        return at;
      }
      bytes.get(at, checksum);
      entriesCrc.update(checksum);
      at = next;
    }
    if ((int) entriesCrc.getValue() != bytes.getInt(offset + 48)) {
      return offset + 48;
    }
    for (; at < end; at++) {
      if (bytes.get(at) != 0) {
        return at;
      }
    }
    return -1;
  }

  /** Hands over the entries of a frame that {@link #firstDamage} found none in. */
  void forEachEntry(EntryVisitor visitor) {
    int at = offset + LogFormat.FRAME_HEADER_LENGTH;
    for (int i = entries(); i > 0; i--) {
      int kindAndLength = bytes.getInt(at + 4);
      int length = kindAndLength & ENTRY_LENGTH_MASK;
      int payload = at + LogFormat.ENTRY_HEADER_LENGTH;
      visitor.entry(
          kindAndLength >>> 28,
          bytes.getInt(at + 8),
          bytes.getLong(at + 12),
          Position.of(segment, at),
          bytes,
          payload,
          length);
      at = payload + length;
    }
  }

  static final int ENTRY_LENGTH_MASK = (1 << 28) - 1;

  /** Where the entry at an offset ends, or -1 if it would reach beyond {@code limit}. */
  private static int entryEnd(ByteBuffer bytes, int at, int limit) {
    if (at > limit - LogFormat.ENTRY_HEADER_LENGTH) {
      return -1;
    }
    int end = at + LogFormat.ENTRY_HEADER_LENGTH + (bytes.getInt(at + 4) & ENTRY_LENGTH_MASK);
    return end < 0 || end > limit ? -1 : end;
  }

  private static boolean isIntact(ByteBuffer bytes, int at, int end, CRC32C crc) {
    crc.reset();
    MappedReads.update(crc, bytes, at + 4, end - at - 4);
    return (int) crc.getValue() == bytes.getInt(at);
  }

  /**
   * Where the entry that begins at an offset ends, for reading what is left of a damaged segment.
   *
   * @return -1 if no intact entry begins there
   */
  static int endOfIntactEntry(ByteBuffer bytes, int at, int limit) {
    int end = entryEnd(bytes, at, limit);
    int kind = end < 0 ? 0 : bytes.getInt(at + 4) >>> 28;
    return kind >= LogFormat.ENTRY_RECORD
            && kind <= LogFormat.ENTRY_META_REMOVED
            && isIntact(bytes, at, end, new CRC32C())
        ? end
        : -1;
  }
}
