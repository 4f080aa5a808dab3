package dev.sonatina.cli.print;

import java.io.IOException;

/** Where lines go. */
@FunctionalInterface
public interface LineSink {

  /** Writes the bytes, which may hold ends of lines, and the end of a line. */
  void writeLine(byte[] line) throws IOException;
}
