package dev.sonatina.cli.print;

import java.io.IOException;

/** Each record on a line, or indented on several. */
record LinePrinter(LineSink lines, JsonLayout layout) implements RecordPrinter {

  @Override
  public void print(byte[] json) throws IOException {
    lines.writeLine(layout.apply(json));
  }

  @Override
  public void end() {}
}
