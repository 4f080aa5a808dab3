package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads what {@link BlockWriter} wrote. Damage, also of a kind that the checksums cannot show, is
 * reported with the place where it was met. Used by one thread.
 */
final class BlockReader {

  private static final int NUMBER_LENGTH_MAX = 10;

  private final VfsFile file;
  private final ByteBuffer block =
      ByteBuffer.allocate(BlockWriter.HEADER_LENGTH + BlockWriter.CONTENT_MAX)
          .order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private long blockOffset;
  private long nextOffset;

  BlockReader(VfsFile file, long offset) {
    this.file = file;
    this.nextOffset = offset;
    block.limit(0);
  }

  long number() throws IOException {
    if (block.remaining() < NUMBER_LENGTH_MAX) {
      return numberAcrossBlocks();
    }
    long value = 0;
    for (int shift = 0; shift < 7 * NUMBER_LENGTH_MAX; shift += 7) {
      byte next = block.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number", "more than ten bytes of one");
  }

  private long numberAcrossBlocks() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 7 * NUMBER_LENGTH_MAX; shift += 7) {
      byte next = get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number", "more than ten bytes of one");
  }

  /** A number that must not lie outside these limits. */
  long number(long min, long max, String what) throws IOException {
    long value = number();
    if (value < min || value > max) {
      throw damaged(what + " from " + min + " to " + max, String.valueOf(value));
    }
    return value;
  }

  byte[] bytes(int lengthMax) throws IOException {
    byte[] value = new byte[(int) number(0, lengthMax, "a length")];
    raw(ByteBuffer.wrap(value), value.length);
    return value;
  }

  /** Puts so many bytes at the beginning of a buffer. */
  void raw(ByteBuffer target, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (!block.hasRemaining()) {
        readBlock();
      }
      int count = Math.min(block.remaining(), length - done);
      target.put(done, block, block.position(), count);
      block.position(block.position() + count);
      done += count;
    }
  }

  private byte get() throws IOException {
    if (!block.hasRemaining()) {
      readBlock();
    }
    return block.get();
  }

  /** Checks that everything has been read and the file ends here. */
  void finish() throws IOException {
    if (block.hasRemaining()) {
      throw damaged("the end", block.remaining() + " bytes more");
    }
    load();
    if (block.hasRemaining()) {
      throw damaged("the last block", "another one");
    }
    if (file.size() != nextOffset) {
      throw StorageErrors.corrupt(
          file.path(), nextOffset, "the end of the file", (file.size() - nextOffset) + " bytes");
    }
  }

  private void readBlock() throws IOException {
    load();
    if (!block.hasRemaining()) {
      throw damaged("more content", "the last block");
    }
  }

  private void load() throws IOException {
    blockOffset = nextOffset;
    block.clear();
    int read = file.read(block, blockOffset);
    int length = read < BlockWriter.HEADER_LENGTH ? -1 : block.getInt(4);
    if (length < 0 || length > read - BlockWriter.HEADER_LENGTH) {
      throw damaged("a block", read + " bytes");
    }
    int end = BlockWriter.HEADER_LENGTH + length;
    crc.reset();
    crc.update(block.limit(end).position(4));
    if ((int) crc.getValue() != block.getInt(0)) {
      throw damaged("a block of " + length + " bytes", "a wrong checksum");
    }
    block.position(BlockWriter.HEADER_LENGTH);
    nextOffset = blockOffset + end;
  }

  private StorageException damaged(String expected, String found) {
    return StorageErrors.corrupt(file.path(), blockOffset, expected, found);
  }
}
