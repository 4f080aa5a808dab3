package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.FailureText;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * By what a file is known again: its size, when it was last changed, and a checksum of its content.
 *
 * <p>A file with the size and time of a stamp is taken for the stamped one; one with another time
 * is looked into, so that a copy counts as the same.
 *
 * <pre>
 *   0      8          16         20
 *   | size | modified | checksum |
 *   | i64  | i64      | i32      |
 * </pre>
 */
record FileStamp(long size, long modifiedNanos, int checksum) {

  static final int BYTES = 20;
  private static final int BUFFER_SIZE = 1 << 20;

  /** The stamp of a file as it is. */
  static FileStamp of(Vfs vfs, Path path) {
    try (VfsFile file = vfs.open(path, Vfs.OpenMode.READ)) {
      return new FileStamp(file.size(), vfs.lastModifiedNanos(path), checksum(file));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Whether a file is the stamped one. */
  boolean isOf(Vfs vfs, Path path) {
    try (VfsFile file = vfs.open(path, Vfs.OpenMode.READ)) {
      return file.size() == size
          && (vfs.lastModifiedNanos(path) == modifiedNanos || checksum(file) == checksum);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  void write(ByteBuffer into) {
    into.putLong(size).putLong(modifiedNanos).putInt(checksum);
  }

  static FileStamp read(ByteBuffer from) {
    return new FileStamp(from.getLong(), from.getLong(), from.getInt());
  }

  private static int checksum(VfsFile file) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    long position = 0;
    while (file.read(buffer, position) > 0) {
      position += buffer.position();
      checksum.update(buffer.flip());
      buffer.clear();
    }
    return (int) checksum.getValue();
  }

  private static StorageException failed(Path path, IOException e) {
    return new StorageException(
        ErrorCode.IO_FAILURE, "cannot read " + path + ": " + FailureText.reason(e, path), e);
  }
}
