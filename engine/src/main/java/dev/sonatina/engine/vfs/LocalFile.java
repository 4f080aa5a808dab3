package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A file of this machine.
 *
 * <p>It goes through an {@link AsynchronousFileChannel} whose work is done on the calling thread:
 * the only channel of the JDK that reads and writes at a position and is <em>not</em> closed when a
 * thread that uses it is interrupted. A cancelled script must not close the log for everybody.
 */
final class LocalFile implements VfsFile {

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

  /** Keeps everybody else from a new file. */
  static final FileAttribute<?>[] OWNER_ONLY =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path path;
  private final AsynchronousFileChannel channel;
  private final FileMapper mapper;

  /** Tells the file from others that may get its name; null if it is only read, or unknown. */
  private final @Nullable Object key;

  private LocalFile(Path path, FileMapper mapper, Set<OpenOption> options) throws IOException {
    this.path = path;
    this.mapper = mapper;
    this.channel =
        AsynchronousFileChannel.open(path, options, new CallerThreadExecutor(), OWNER_ONLY);
    this.key = options.contains(StandardOpenOption.WRITE) ? keyOfName() : null;
  }

  private @Nullable Object keyOfName() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  static LocalFile open(Path path, Vfs.OpenMode mode, FileMapper mapper) throws IOException {
    return new LocalFile(
        path,
        mapper,
        switch (mode) {
          case READ -> Set.of(StandardOpenOption.READ);
          case WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
          case CREATE ->
              Set.of(
                  StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        });
  }

  static LocalFile openLockFile(Path path, FileMapper mapper) throws IOException {
    return new LocalFile(
        path,
        mapper,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
  }

  @Nullable FileLock tryLock() throws IOException {
    return channel.tryLock();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int count = await(channel.read(target, position + total));
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += await(channel.write(source, at));
    }
  }

  @Override
  public void resize(long size) throws IOException {
    long present = channel.size();
    if (size < present) {
      channel.truncate(size);
    } else if (size > present) {
      checkName();
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(size); // The channel cannot lengthen the file without writing to it.
      }
    }
  }

  @Override
  public void preallocate(long from, long to) throws IOException {
    for (long at = from; at < to; at += ZEROS.capacity()) {
      write(ZEROS.slice(0, (int) Math.min(ZEROS.capacity(), to - at)), at);
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public VfsMapping map(int length) throws IOException {
    checkName();
    return mapper.map(path, length);
  }

  @Override
  public void checkName() throws IOException {
    if (key != null && (!Files.exists(path) || !key.equals(keyOfName()))) {
      throw new FileSystemException(
          path.toString(), null, "it was removed, renamed or replaced while it was open");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static int await(Future<Integer> result) throws IOException {
    try {
      return result.get(); // Done already, see CallerThreadExecutor.
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
