package dev.sonatina.net.protocol.thallium;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Writes what {@link ThalliumReader} reads. Methods return this writer. Not thread-safe. */
public final class ThalliumWriter {

  private final ByteWriter out;

  public ThalliumWriter() {
    this(64);
  }

  public ThalliumWriter(int capacity) {
    out = new ByteWriter(capacity);
  }

  public ThalliumWriter bool(boolean value) {
    out.writeU8(value ? 1 : 0);
    return this;
  }

  public ThalliumWriter u64(long value) {
    out.writeI64(value);
    return this;
  }

  public ThalliumWriter i32(int value) {
    out.writeI32(value);
    return this;
  }

  public ThalliumWriter bytes(byte[] value) {
    out.writeI64(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Writes what is left in a buffer, and takes it from there. */
  public ThalliumWriter bytes(ByteBuffer value) {
    out.writeI64(value.remaining());
    out.writeBytes(value);
    return this;
  }

  public ThalliumWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public ThalliumWriter bytesList(List<byte[]> values) {
    out.writeI64(values.size());
    values.forEach(this::bytes);
    return this;
  }

  public ThalliumWriter stringList(Collection<String> values) {
    out.writeI64(values.size());
    values.forEach(this::string);
    return this;
  }

  public ThalliumWriter u64List(long[] values) {
    out.writeI64(values.length);
    for (long value : values) {
      out.writeI64(value);
    }
    return this;
  }

  public ThalliumWriter boolList(boolean[] values) {
    out.writeI64(values.length);
    for (boolean value : values) {
      bool(value);
    }
    return this;
  }

  public ThalliumWriter json(JsonValue value, JsonGeneration generation) {
    generation.write(out, value);
    return this;
  }

  /** Bytes written so far. */
  public int length() {
    return out.length();
  }

  /** Reserves a count that {@link #setCount} fills in, for elements that are not counted yet. */
  public int reserveCount() {
    int at = out.length();
    out.writeI64(0);
    return at;
  }

  public void setCount(int at, long count) {
    out.setI64(at, count);
  }

  /** What was written, in one piece; this writer must not be used afterwards. */
  public ByteSlice toSlice() {
    return out.toSlice();
  }

  /** What was written, in as many pieces as it has; this writer must not be used afterwards. */
  public ByteSlices toSlices() {
    return out.toSlices();
  }
}
