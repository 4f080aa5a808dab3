package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads of mapped bytes that the disk may fail to give.
 *
 * <p>Such a failure reaches a program as a signal, not as an error of a call. Where Java code reads
 * from a buffer, the JVM goes on without having read, and raises an {@link InternalError} when it
 * next gets to it; but in the machine code of a checksum the signal ends the process. So every page
 * is touched before it is summed, by a copy that shows whether it took place.
 */
final class MappedReads {

  static final int PAGE_BYTES = 4 << 10;

  /** The JDK copies fewer than six bytes in another way, and no page ends within eight. */
  private static final int TOUCHED_BYTES = 8;

  private static final int LAST = TOUCHED_BYTES - 1;

  /** A one that the compiler does not take for a constant. */
  private static final int[] ONE = {1};

  private MappedReads() {}

  /** Fails with an {@link InternalError} if a range cannot be read. */
  static void touch(ByteBuffer bytes, int from, int length) {
    byte[] copied = new byte[TOUCHED_BYTES];
    for (int page = from & -PAGE_BYTES; page < from + length; page += PAGE_BYTES) {
      int at = Math.min(page, bytes.capacity() - TOUCHED_BYTES);
      if (!isCopied(bytes, at, copied, (byte) 1) && !isCopied(bytes, at, copied, (byte) 2)) {
        throw unreadablePage(page);
      }
    }
  }

  private static InternalError unreadablePage(int offset) {
    try {
      settle();
    } catch (InternalError e) {
      // The same failure, which the JVM would raise again somewhere later.
    }
    return new InternalError("the system cannot read the page at offset " + offset);
  }

  /** The offset of the first page of a range that cannot be read, or -1. */
  static int firstUnreadable(ByteBuffer bytes, int from, int to) {
    for (int page = from & -PAGE_BYTES; page < to; page += PAGE_BYTES) {
      try {
        touch(bytes, page, Math.min(PAGE_BYTES, to - page));
      } catch (InternalError e) {
        return page;
      }
    }
    return -1;
  }

  /**
   * Has the JVM raise the {@link InternalError} that it still owes this thread, if it does. Java 17
   * does so when a thread next comes back from the runtime, which compiled code may not visit for
   * long: arrays of arrays whose lengths are not constant always take it there.
   */
  static void settle() {
    if (new byte[ONE[0]][ONE[0]].length != ONE[0]) {
      throw new IllegalStateException("an array has another length than it was made with");
    }
  }

  private static boolean isCopied(ByteBuffer bytes, int at, byte[] target, byte mark) {
    target[LAST] = mark;
    bytes.get(at, target);
    return target[LAST] != mark;
  }

  /** Adds a range of bytes to a checksum, after {@link #touch}. */
  static void update(CRC32C crc, ByteBuffer bytes, int from, int length) {
    touch(bytes, from, length);
    crc.update(bytes.slice(from, length));
  }

  /** What callers see when some mapped bytes of a state, held by the caller, could not be read. */
  static StorageException unreadable(LogState state, InternalError cause) {
    for (MappedSegment segment : state.segments().members()) {
      int offset = firstUnreadable(segment.bytes(), 0, state.endOf(segment));
      if (offset >= 0) {
        return unreadable(segment.path(), offset, cause);
      }
    }
    return new StorageException(
        ErrorCode.IO_FAILURE,
        "a page of a segment could not be read: " + cause.getMessage(),
        cause);
  }

  /** What callers see when mapped bytes could not be read. */
  static StorageException unreadable(Path path, InternalError cause) {
    return new StorageException(
        ErrorCode.IO_FAILURE, "cannot read " + path + ": " + cause.getMessage(), cause);
  }

  /** The same, where it is known which bytes were wanted. */
  static StorageException unreadable(Path path, int offset, InternalError cause) {
    return new StorageException(
        ErrorCode.IO_FAILURE,
        "cannot read " + path + " at offset " + offset + ": " + cause.getMessage(),
        cause);
  }
}
