package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.jx9.value.FloatPrinter;
import java.nio.charset.StandardCharsets;

/**
 * Writes {@link FastJson}, told what comes next. Callers keep the order of the calls right; values
 * and keys alike are followed by {@link #colon} or {@link #comma}, save the outermost value.
 */
final class FastJsonEncoder {

  private final ByteBuilder out;

  FastJsonEncoder(ByteBuilder out) {
    this.out = out;
  }

  void startObject() {
    out.append(FastJson.OBJECT_START);
  }

  void endObject() {
    out.append(FastJson.OBJECT_END);
  }

  void startArray() {
    out.append(FastJson.ARRAY_START);
  }

  void endArray() {
    out.append(FastJson.ARRAY_END);
  }

  void colon() {
    out.append(FastJson.COLON);
  }

  void comma() {
    out.append(FastJson.COMMA);
  }

  void nullValue() {
    out.append(FastJson.NULL);
  }

  void bool(boolean value) {
    out.append(value ? FastJson.TRUE : FastJson.FALSE);
  }

  void integer(long value) {
    out.append(FastJson.INT);
    out.append64(value);
  }

  void real(double value) {
    byte[] text = FloatPrinter.print(value).getBytes(StandardCharsets.ISO_8859_1);
    out.append(FastJson.FLOAT);
    out.append16(text.length);
    out.append(text, 0, text.length);
  }

  void string(byte[] bytes, int offset, int length) {
    out.append(FastJson.STRING);
    out.append32(length);
    out.append(bytes, offset, length);
  }
}
