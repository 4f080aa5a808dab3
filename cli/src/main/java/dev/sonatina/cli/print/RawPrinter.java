package dev.sonatina.cli.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Each record on a line; of a string only what it says, whatever that does to the lines. */
record RawPrinter(LineSink lines) implements RecordPrinter {

  @Override
  public void print(byte[] json) throws IOException {
    boolean isString = json.length > 0 && json[0] == '"';
    lines.writeLine(isString ? Cell.of(json).text().getBytes(StandardCharsets.UTF_8) : json);
  }

  @Override
  public void end() {}
}
