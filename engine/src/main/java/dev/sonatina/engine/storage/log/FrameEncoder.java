package dev.sonatina.engine.storage.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Builds one frame of the log in memory. Used by the writer only.
 *
 * <p>A frame, beginning at a multiple of 8:
 *
 * <pre>
 *   0       4           8        12     13   16         24         32         40         44        48           52   56
 *   | magic | headerCrc | length | kind | 0  | position | sequence | syncedTo | previous | entries | entriesCrc | 0  | entries …
 * </pre>
 *
 * <ul>
 *   <li>{@code headerCrc}: over the store's id, big-endian, and the header from offset 8 on
 *   <li>{@code length}: of the frame, with zeros that fill it up to a multiple of 8
 *   <li>{@code position}: where the frame lies, so that a displaced copy is not taken for it
 *   <li>{@code sequence}: number of the transaction
 *   <li>{@code syncedTo}: the log before this position was known to be synced when the frame was
 *       made: if it is damaged there, that is no torn write
 *   <li>{@code previous}: headerCrc of the frame before it in the log, across segments
 *   <li>{@code entries}, {@code entriesCrc}: the number of entries, and the checksum over their
 *       checksums. So the frame's checksum covers all its bytes, while those of large records are
 *       gone through only once
 * </ul>
 *
 * An entry:
 *
 * <pre>
 *   0     4                     8        12   20
 *   | crc | kind:4 length:28    | number | id | payload …
 * </pre>
 *
 * {@code crc} covers the entry from offset 4 to its end; {@code length} is that of the payload.
 * What number, id and payload mean depends on the kind, see {@link LogFormat}. All checksums are
 * CRC-32C.
 */
final class FrameEncoder {

  private static final int INITIAL_CAPACITY = 4 << 10;
  private static final int ENTRY_CRCS_INITIAL = 256;

  /** A buffer that had to grow beyond this for a large record is not kept. */
  private static final int KEPT_CAPACITY = 4 << 20;

  private final CRC32C crc = new CRC32C();
  private final byte[] seed;
  private ByteBuffer buffer = allocate(0);
  private ByteBuffer window = buffer.duplicate();
  private ByteBuffer entryCrcs = allocate(0);
  private long position;
  private int length;
  private int entries;

  FrameEncoder(long storeId) {
    seed = seed(storeId);
  }

  /** What checksums of frame headers begin with, so that frames of other stores do not count. */
  static byte[] seed(long storeId) {
    return ByteBuffer.allocate(8).putLong(storeId).array();
  }

  /** Starts a frame that will be written at this position. */
  void begin(long framePosition) {
    if (buffer.capacity() > KEPT_CAPACITY) {
      use(allocate(0));
    }
    position = framePosition;
    length = LogFormat.FRAME_HEADER_LENGTH;
    entries = 0;
    entryCrcs.clear();
  }

  boolean isEmpty() {
    return entries == 0;
  }

  /** Forgets the entries added so far. */
  void clear() {
    entries = 0;
    length = 0;
  }

  /** Length of the frame so far. */
  int length() {
    return length;
  }

  /** Where the frame begins in the log. */
  long position() {
    return position;
  }

  /** The frame's bytes so far, for reading back entries that are not written yet. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Adds an entry and returns its position in the log. */
  long add(int kind, int number, long id, byte[] payload, int offset, int payloadLength) {
    int start = length;
    int end = start + LogFormat.ENTRY_HEADER_LENGTH + payloadLength;
    ensureCapacity(end + LogFormat.FRAME_ALIGNMENT);
    buffer.putInt(start + 4, (kind << 28) | payloadLength);
    buffer.putInt(start + 8, number);
    buffer.putLong(start + 12, id);
    buffer.put(start + LogFormat.ENTRY_HEADER_LENGTH, payload, offset, payloadLength);
    crc.reset();
    crc.update(window.limit(end).position(start + 4));
    int entryCrc = (int) crc.getValue();
    buffer.putInt(start, entryCrc);
    if (!entryCrcs.hasRemaining()) {
      int capacity = Math.max(ENTRY_CRCS_INITIAL, 2 * entryCrcs.capacity());
      entryCrcs = allocate(capacity).put(entryCrcs.flip());
    }
    entryCrcs.putInt(entryCrc);
    length = end;
    entries++;
    return position + start;
  }

  /** Completes the frame. */
  void finish(int kind, long sequence, long syncedTo, int previous) {
    int padded = padded(length);
    ensureCapacity(padded);
    while (length < padded) {
      buffer.put(length++, (byte) 0);
    }
    crc.reset();
    crc.update(entryCrcs.flip());
    buffer.putInt(0, LogFormat.FRAME_MAGIC);
    buffer.putInt(8, length);
    buffer.putInt(12, kind);
    buffer.putLong(16, position);
    buffer.putLong(24, sequence);
    buffer.putLong(32, syncedTo);
    buffer.putInt(40, previous);
    buffer.putInt(44, entries);
    buffer.putInt(48, (int) crc.getValue());
    buffer.putInt(52, 0);
    crc.reset();
    crc.update(seed);
    crc.update(window.limit(LogFormat.FRAME_HEADER_LENGTH).position(8));
    buffer.putInt(4, (int) crc.getValue());
  }

  /** The bytes of the frame just completed, from position to limit. */
  ByteBuffer frame() {
    return window.limit(length).position(0);
  }

  /** Header checksum of the frame just completed. */
  int headerCrc() {
    return buffer.getInt(4);
  }

  /** Length of a frame whose contents take so many bytes. */
  static int padded(int length) {
    return (length + LogFormat.FRAME_ALIGNMENT - 1) & -LogFormat.FRAME_ALIGNMENT;
  }

  private void ensureCapacity(int needed) {
    if (needed > buffer.capacity()) {
      int capacity =
          (int)
              Math.max(
                  Math.max(needed, INITIAL_CAPACITY),
                  Math.min(2L * buffer.capacity(), Integer.MAX_VALUE));
      ByteBuffer larger = allocate(capacity);
      larger.put(0, buffer, 0, Math.min(length, buffer.capacity()));
      use(larger);
    }
  }

  /** Both or neither, also when memory runs out: frames would be written from another buffer. */
  private void use(ByteBuffer newBuffer) {
    window = newBuffer.duplicate();
    buffer = newBuffer;
  }

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
