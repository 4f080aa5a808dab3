package dev.sonatina.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What a command writes its answer to: buffered for speed, yet never holding an answer back for
 * long, so that the first records of a slow query show at once. Used by one thread.
 *
 * <p>Writing fails with {@link ClosedOutputException} once the reader has gone.
 */
final class StandardOutput extends OutputStream {

  private static final int BUFFER_SIZE_BYTES = 32 * 1024;
  private static final long HOLD_NANOS_MAX = 50_000_000L;

  private final OutputStream target;
  private final LongSupplier nanoTime;
  private final byte[] buffer = new byte[BUFFER_SIZE_BYTES];
  private int count;
  private long flushedAt;

  StandardOutput(OutputStream target, LongSupplier nanoTime) {
    this.target = target;
    this.nanoTime = nanoTime;
    this.flushedAt = nanoTime.getAsLong() - HOLD_NANOS_MAX;
  }

  @Override
  public void write(int b) throws IOException {
    if (count == buffer.length) {
      drain();
    }
    buffer[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - count) {
      drain();
    }
    if (length > buffer.length) {
      writeThrough(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, count, length);
      count += length;
    }
  }

  /** Writes text in UTF-8. */
  void print(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes one line, and hands everything on to the reader if the last time was a while ago: hence
   * the first line goes out at once, and a fast stream of lines in large pieces.
   */
  void writeLine(byte[] line) throws IOException {
    write(line);
    write('\n');
    if (nanoTime.getAsLong() - flushedAt >= HOLD_NANOS_MAX) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
    try {
      target.flush();
    } catch (IOException e) {
      throw explained(e);
    }
    flushedAt = nanoTime.getAsLong();
  }

  private void drain() throws IOException {
    int pending = count;
    count = 0;
    if (pending > 0) {
      writeThrough(buffer, 0, pending);
    }
  }

  private void writeThrough(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /** A full disk is worth a message, a reader that left is not; only the text tells them apart. */
  private static IOException explained(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    boolean readerHasGone = message.contains("pipe") || message.contains("connection reset");
    return readerHasGone
        ? new ClosedOutputException(failure)
        : new IOException("cannot write to standard output: " + failure.getMessage(), failure);
  }
}
