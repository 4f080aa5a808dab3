package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Opens segments for reading. */
final class SegmentOpener {

  private static final byte[] ZEROS = new byte[64 << 10];
  private static final int FIRST_PIECE_BYTES = 4 << 10;

  private final StoreFiles files;

  SegmentOpener(StoreFiles files) {
    this.files = files;
  }

  /** The header of a segment; null if it is damaged. */
  @Nullable SegmentHeader header(int number) throws IOException {
    VfsFile file = files.vfs().open(files.segment(number), Vfs.OpenMode.READ);
    try {
      ByteBuffer bytes =
          ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
      file.read(bytes, 0);
      return bytes.hasRemaining() ? null : SegmentHeader.decode(file.path(), number, bytes);
    } finally {
      StoreFiles.closeQuietly(file);
    }
  }

  /**
   * Maps a segment.
   *
   * @param end it must reach at least so far
   */
  MappedSegment map(int number, int end) throws IOException {
    Path path = files.segment(number);
    VfsFile file = open(path);
    try {
      long size = file.size();
      if (size < end) {
        throw StorageErrors.corrupt(path, size, "at least " + end + " bytes", size + " bytes");
      }
      if (size > Integer.MAX_VALUE) {
        throw StorageErrors.corrupt(path, size, "fewer than 2^31 bytes", size + " bytes");
      }
      int contentEnd = contentEnd(file, (int) size);
      return new MappedSegment(number, path, file.map((int) size), contentEnd);
    } finally {
      StoreFiles.closeQuietly(file);
    }
  }

  /** Where the zeros begin that a file ends with, mostly none or few. */
  private static int contentEnd(VfsFile file, int size) {
    byte[] piece = new byte[Math.min(size, FIRST_PIECE_BYTES)];
    int end = size;
    while (end > 0) {
      int from = Math.max(0, end - piece.length);
      int count;
      try {
        count = file.read(ByteBuffer.wrap(piece, 0, end - from), from);
      } catch (IOException e) {
        return end; // What the disk does not give need not be zeros. Whoever needs it will tell.
      }
      if (!Arrays.equals(piece, 0, count, ZEROS, 0, count)) {
        while (piece[count - 1] == 0) {
          count--;
        }
        return from + count;
      }
      end = from;
      piece = piece.length < ZEROS.length ? new byte[ZEROS.length] : piece;
    }
    return 0;
  }

  private VfsFile open(Path path) throws IOException {
    try {
      return files.vfs().open(path, Vfs.OpenMode.READ);
    } catch (NoSuchFileException e) {
      throw StorageErrors.corrupt(path, 0, "this file", "none");
    }
  }

  /** Maps a segment that the log is known to lead through, after checking its header. */
  MappedSegment mapMember(int number, int end, long storeId) throws IOException {
    MappedSegment mapped = map(number, Math.max(end, LogFormat.SEGMENT_HEADER_LENGTH));
    boolean good = false;
    try {
      SegmentHeader header = SegmentHeader.decode(mapped.path(), number, mapped.bytes());
      good = header != null && header.storeId() == storeId;
      if (!good) {
        throw SegmentHeader.damaged(mapped.path());
      }
      return mapped;
    } finally {
      if (!good) {
        mapped.discard();
      }
    }
  }
}
