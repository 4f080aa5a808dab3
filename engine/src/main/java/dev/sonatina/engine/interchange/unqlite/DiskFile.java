package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.FailureText;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file behind {@link Vfs}, whose troubles become {@code StorageException}s that name it. */
final class DiskFile implements Output {

  private final VfsFile file;

  DiskFile(VfsFile file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws StorageException {@link ErrorCode#NO_SUCH_DATABASE} if there is none
   */
  static DiskFile open(Vfs vfs, Path path, Vfs.OpenMode mode) {
    try {
      return new DiskFile(vfs.open(path, mode));
    } catch (NoSuchFileException e) {
      throw new StorageException(ErrorCode.NO_SUCH_DATABASE, path + " does not exist", e);
    } catch (IOException e) {
      throw failed("open", path, e);
    }
  }

  /** The error for an operation that failed; {@code action} reads like "write" or "sync". */
  static StorageException failed(String action, Path path, IOException cause) {
    return new StorageException(
        FailureText.isDiskFull(cause) ? ErrorCode.DISK_FULL : ErrorCode.IO_FAILURE,
        "cannot " + action + " " + path + ": " + FailureText.reason(cause, path),
        cause);
  }

  @Override
  public String name() {
    return file.path().toString();
  }

  @Override
  public long size() {
    try {
      return file.size();
    } catch (IOException e) {
      throw failed("read the size of", file.path(), e);
    }
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    try {
      return file.read(ByteBuffer.wrap(into, offset, length), position);
    } catch (IOException e) {
      throw failed("read", file.path(), e);
    }
  }

  @Override
  public void write(long position, byte[] bytes, int offset, int length) {
    try {
      file.write(ByteBuffer.wrap(bytes, offset, length), position);
    } catch (IOException e) {
      throw failed("write", file.path(), e);
    }
  }

  /** Makes the file longer, by zeros, or cuts it off. */
  void resize(long size) {
    try {
      file.resize(size);
    } catch (IOException e) {
      throw failed("resize", file.path(), e);
    }
  }

  @Override
  public void sync() {
    try {
      file.sync();
    } catch (IOException e) {
      throw failed("sync", file.path(), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed("close", file.path(), e);
    }
  }
}
