package dev.sonatina.engine.interchange;

import java.io.IOException;

/** What readers of every format have in common: their source, and the place of the last record. */
abstract class SourceReader implements RecordReader {

  final SourceBuffer source;

  long lineNumber;
  int column;

  SourceReader(SourceBuffer source) {
    this.source = source;
  }

  @Override
  public final long lineNumber() {
    return lineNumber;
  }

  @Override
  public final int column() {
    return column;
  }

  @Override
  public final long bytesRead() {
    return source.bytesRead();
  }

  @Override
  public final void close() throws IOException {
    source.close();
  }
}
