package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.StringValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file of a script, with a buffer for reading. Writing is not buffered. */
final class HostStream {
  private static final int BUFFER_SIZE = 8192;

  private final Channel channel;
  private final @Nullable Path path;
  private @Nullable FileLock lock;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).limit(0);

  /** A stream over an open channel; {@code path} is null for the standard streams. */
  HostStream(Channel channel, @Nullable Path path) {
    this.channel = channel;
    this.path = path;
  }

  @Nullable Path path() {
    return path;
  }

  /** Closes the file; the standard streams stay open. */
  void close() throws IOException {
    if (path != null) {
      channel.close();
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Whether nothing more can be read. */
  boolean isAtEnd() throws IOException {
    return !buffer.hasRemaining() && !fill();
  }

  private boolean fill() throws IOException {
    if (!(channel instanceof ReadableByteChannel readable)) {
      return false;
    }
    buffer.clear();
    try {
      return readable.read(buffer) > 0;
    } catch (NonReadableChannelException e) {
      return false;
    } finally {
      buffer.flip();
    }
  }

  /** Reads up to {@code length} bytes; fewer at the end, none there. */
  StringValue read(int length, Meter meter) throws IOException {
    ByteBuilder out = new ByteBuilder(Math.min(length, BUFFER_SIZE), meter);
    while (out.length() < length && !isAtEnd()) {
      int count = Math.min(length - out.length(), buffer.remaining());
      take(count, out);
    }
    return out.finish();
  }

  /**
   * Reads up to and with the next newline, but stops after {@code lengthMax} bytes if that is
   * positive.
   */
  StringValue readLine(long lengthMax, Meter meter) throws IOException {
    ByteBuilder out = new ByteBuilder(80, meter);
    while (!isAtEnd() && (lengthMax <= 0 || out.length() < lengthMax)) {
      int start = buffer.position();
      int end = start;
      int limit = buffer.limit();
      if (lengthMax > 0) {
        limit = (int) Math.min(limit, start + lengthMax - out.length());
      }
      while (end < limit && buffer.get(end) != '\n') {
        end++;
      }
      boolean isLineEnd = end < limit;
      take(isLineEnd ? end - start + 1 : end - start, out);
      if (isLineEnd) {
        break;
      }
    }
    return out.finish();
  }

  private void take(int count, ByteBuilder out) {
    int from = buffer.arrayOffset() + buffer.position();
    out.append(buffer.array(), from, from + count);
    buffer.position(buffer.position() + count);
  }

  /** Writes all of {@code text} where the stream stands. */
  void write(StringValue text) throws IOException {
    if (!(channel instanceof WritableByteChannel writable)) {
      throw new IOException("not open for writing");
    }
    seekPosition();
    ByteBuffer bytes = ByteBuffer.wrap(text.array(), 0, text.length());
    try {
      while (bytes.hasRemaining()) {
        writable.write(bytes);
      }
    } catch (NonWritableChannelException e) {
      throw new IOException(e);
    }
  }

  /** Gives back what was read ahead. */
  private void seekPosition() throws IOException {
    if (buffer.hasRemaining() && channel instanceof SeekableByteChannel seekable) {
      seekable.position(position());
    }
    buffer.limit(0);
  }

  /** Where the next byte is read or written; 0 if that makes no sense. */
  long position() throws IOException {
    return channel instanceof SeekableByteChannel seekable
        ? seekable.position() - buffer.remaining()
        : 0;
  }

  /** Moves to {@code offset} from the start (0), from here (1) or from the end (2). */
  void seek(long offset, int origin) throws IOException {
    if (!(channel instanceof SeekableByteChannel seekable)) {
      throw new IOException("cannot move");
    }
    long from = origin == 1 ? position() : origin == 2 ? seekable.size() : 0;
    if (from + offset < 0) {
      throw new IOException("before the start");
    }
    seekable.position(from + offset);
    buffer.limit(0);
  }

  /** Changes the size; what is read or written next stays at its place, be it behind the end. */
  void truncate(long size) throws IOException {
    if (!(channel instanceof FileChannel file) || size < 0) {
      throw new IOException("cannot be shortened");
    }
    long position = position();
    try {
      if (size < file.size()) {
        file.truncate(size);
      } else if (size > file.size()) {
        file.write(ByteBuffer.wrap(new byte[1]), size - 1);
      }
    } catch (NonWritableChannelException e) {
      throw new IOException(e);
    }
    seek(position, 0);
  }

  void flush() throws IOException {
    if (channel instanceof FileChannel file) {
      file.force(false);
    }
  }

  /**
   * Locks the whole file, for reading only if it is open for that; false if another process or
   * stream has it.
   */
  boolean lock() throws IOException {
    if (lock == null && channel instanceof FileChannel file) {
      try {
        lock = tryLock(file);
      } catch (OverlappingFileLockException e) {
        return false;
      }
    }
    return lock != null;
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (NonWritableChannelException e) {
      return file.tryLock(0, Long.MAX_VALUE, true);
    }
  }

  /** Gives up the lock, if there is one. */
  void unlock() throws IOException {
    if (lock != null) {
      lock.release();
      lock = null;
    }
  }
}
