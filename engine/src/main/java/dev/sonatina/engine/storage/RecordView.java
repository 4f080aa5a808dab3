package dev.sonatina.engine.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A window onto the bytes of one record where they lie, moved from record to record without
 * copying.
 *
 * <p>Whoever reads through it uses absolute positions of {@link #buffer}, from {@link #offset} to
 * {@code offset() + length()}, and changes neither the buffer's bytes nor its position or limit:
 * the buffer is shared by all readers. Its byte order is little-endian.
 *
 * <p>Used by one thread. The bytes stay valid as long as the snapshot or transaction says that they
 * were read from.
 */
public final class RecordView {

  private static final ByteBuffer EMPTY =
      ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);

  private ByteBuffer buffer = EMPTY;
  private int offset;
  private int length;

  /** For stores: moves the window. The buffer must be little-endian. */
  public void pointTo(ByteBuffer newBuffer, int newOffset, int newLength) {
    buffer = newBuffer;
    offset = newOffset;
    length = newLength;
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  /** Position of the record's first byte in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  /** Length of the record in bytes. */
  public int length() {
    return length;
  }

  /** The byte at {@code index} of the record. */
  public byte byteAt(int index) {
    return buffer.get(offset + index);
  }

  /** Copies the whole record to {@code target} from {@code targetOffset}. */
  public void copyTo(byte[] target, int targetOffset) {
    buffer.get(offset, target, targetOffset, length);
  }

  /** A copy of the record. */
  public byte[] toBytes() {
    byte[] bytes = new byte[length];
    copyTo(bytes, 0);
    return bytes;
  }
}
