package dev.sonatina.engine.interchange.unqlite;

/** Pages written one after the other from a first number on, some at a time. */
final class PageStream {

  private static final int BUFFER_SIZE = 256 << 10;

  private final Output file;
  private final int pageSize;
  private final byte[] buffer;
  private int buffered;

  /** The number of the first page in the buffer. */
  private long bufferStart;

  PageStream(Output file, int pageSize, long firstPage) {
    this.file = file;
    this.pageSize = pageSize;
    buffer = new byte[Math.max(pageSize, BUFFER_SIZE)];
    bufferStart = firstPage;
  }

  /** The number that the next page will have. */
  long nextPage() {
    return bufferStart + buffered / pageSize;
  }

  void append(byte[] page) {
    System.arraycopy(page, 0, buffer, buffered, pageSize);
    buffered += pageSize;
    if (buffered == buffer.length) {
      flush();
    }
  }

  /** Writes what is still in the buffer. */
  void flush() {
    file.write(bufferStart * pageSize, buffer, 0, buffered);
    bufferStart += buffered / pageSize;
    buffered = 0;
  }
}
