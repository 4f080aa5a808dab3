package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes numbers and byte strings to a file as a row of blocks with checksums. Used by one thread.
 *
 * <pre>
 *   0     4        8
 *   | crc | length | content …        the last block has length 0
 * </pre>
 *
 * {@code crc} is the CRC-32C from offset 4 to the end of the content. A number is written in base
 * 128, the lowest seven bits first, with the high bit set in all bytes but the last; a byte string
 * as its length and its bytes. Both may run over from one block to the next.
 */
final class BlockWriter {

  static final int HEADER_LENGTH = 8;
  static final int CONTENT_MAX = 16 << 10;

  private final VfsFile file;
  private final ByteBuffer block =
      ByteBuffer.allocate(HEADER_LENGTH + CONTENT_MAX).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private long offset;

  /**
   * @param offset where the first block begins in the file
   */
  BlockWriter(VfsFile file, long offset) {
    this.file = file;
    this.offset = offset;
    block.position(HEADER_LENGTH);
  }

  /** Writes a number; negative ones take ten bytes. */
  void number(long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  /** Writes a byte string. */
  void bytes(byte[] value) throws IOException {
    number(value.length);
    raw(value);
  }

  /** Writes bytes whose number the reader knows. */
  void raw(byte[] value) throws IOException {
    for (int done = 0; done < value.length; ) {
      if (!block.hasRemaining()) {
        writeBlock();
      }
      int count = Math.min(block.remaining(), value.length - done);
      block.put(value, done, count);
      done += count;
    }
  }

  private void put(byte value) throws IOException {
    if (!block.hasRemaining()) {
      writeBlock();
    }
    block.put(value);
  }

  /** Writes what is left and the last block. */
  void finish() throws IOException {
    if (block.position() > HEADER_LENGTH) {
      writeBlock();
    }
    writeBlock();
  }

  private void writeBlock() throws IOException {
    int end = block.position();
    block.putInt(4, end - HEADER_LENGTH);
    crc.reset();
    crc.update(block.limit(end).position(4));
    block.putInt(0, (int) crc.getValue());
    file.write(block.position(0), offset);
    offset += end;
    block.clear().position(HEADER_LENGTH);
  }
}
