package dev.sonatina.cli.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** All records as one array, each on a line that begins with what separates it from the last. */
final class ArrayPrinter implements RecordPrinter {

  private final LineSink lines;
  private boolean isBegun;

  ArrayPrinter(LineSink lines) {
    this.lines = lines;
  }

  @Override
  public void print(byte[] json) throws IOException {
    byte[] line = new byte[json.length + 1];
    line[0] = (byte) (isBegun ? ',' : '[');
    System.arraycopy(json, 0, line, 1, json.length);
    isBegun = true;
    lines.writeLine(line);
  }

  @Override
  public void end() throws IOException {
    lines.writeLine((isBegun ? "]" : "[]").getBytes(StandardCharsets.UTF_8));
  }
}
