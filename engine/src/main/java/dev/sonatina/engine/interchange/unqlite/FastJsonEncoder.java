package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.FloatPrinter;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Writes {@link FastJson} of what it is told, and counts what is narrowed by that. Used by one
 * thread.
 */
final class FastJsonEncoder implements RecordVisitor {

  private final ByteBuilder out;

  /** The containers that the next value lies in, and which of them have an element. */
  private int depth;

  private final BitSet isFilled = new BitSet(UnqliteFormat.NESTING_MAX);

  private long roundedFloats;
  private long wholeFloats;
  private long emptyObjects;
  private long intLikeNames;
  private long wrappedInts;

  FastJsonEncoder(ByteBuilder out) {
    this.out = out;
  }

  /** Forgets a value that was not told to its end. */
  void reset() {
    depth = 0;
  }

  /** What has been narrowed so far, in all values. */
  UnqliteNarrowing narrowing() {
    return new UnqliteNarrowing(
        roundedFloats, wholeFloats, emptyObjects, intLikeNames, wrappedInts);
  }

  @Override
  public void beginObject() {
    begin(FastJson.OBJECT_START);
  }

  @Override
  public void name(StringValue name) {
    startValue();
    out.append(FastJson.STRING);
    out.append32(name.length());
    out.append(name.array(), 0, name.length());
    out.append(FastJson.COLON);
    if (name.isEmpty() || MapValue.isIntKey(name)) {
      intLikeNames++;
    }
  }

  @Override
  public void endObject() {
    if (!isFilled.get(depth)) {
      emptyObjects++;
    }
    end(FastJson.OBJECT_END);
  }

  @Override
  public void beginArray() {
    begin(FastJson.ARRAY_START);
  }

  @Override
  public void endArray() {
    end(FastJson.ARRAY_END);
  }

  @Override
  public void nullValue() {
    startValue();
    out.append(FastJson.NULL);
    endValue();
  }

  @Override
  public void bool(boolean value) {
    startValue();
    out.append(value ? FastJson.TRUE : FastJson.FALSE);
    endValue();
  }

  @Override
  public void integer(long value) {
    startValue();
    out.append(FastJson.INT);
    out.append64(value);
    endUnreadableAtEnd();
  }

  @Override
  public void unsigned(long bits) {
    wrappedInts++;
    integer(bits);
  }

  @Override
  public void number(double value) {
    long whole = (long) value;
    if (whole == value && whole > Long.MIN_VALUE && whole < Long.MAX_VALUE) {
      wholeFloats++;
      integer(whole);
      return;
    }
    startValue();
    byte[] text = FloatPrinter.print(value).getBytes(StandardCharsets.ISO_8859_1);
    if (NumberReader.toFloat(text, text.length) != value) {
      roundedFloats++;
    }
    out.append(FastJson.FLOAT);
    out.append16(text.length);
    out.append(text, 0, text.length);
    endValue();
  }

  @Override
  public void string(byte[] text, int from, int count) {
    startValue();
    out.append(FastJson.STRING);
    out.append32(count);
    out.append(text, from, count);
    if (count == 0) {
      endUnreadableAtEnd();
    } else {
      endValue();
    }
  }

  private void begin(int type) {
    startValue();
    out.append(type);
    depth++;
    isFilled.clear(depth);
  }

  private void end(int type) {
    out.append(type);
    depth--;
    endValue();
  }

  private void startValue() {
    if (depth >= UnqliteFormat.NESTING_MAX) {
      throw new DatabaseException(
          ErrorCode.LIMIT_EXCEEDED,
          "nested "
              + depth
              + " levels (expected in a .unqlite file: below "
              + UnqliteFormat.NESTING_MAX
              + ")");
    }
  }

  /**
   * Ends a value behind which the original wants to see another byte before it reads it. In a
   * container that is the comma; a comma behind the outermost value it does not look at.
   */
  private void endUnreadableAtEnd() {
    if (depth == 0) {
      out.append(FastJson.COMMA);
    }
    endValue();
  }

  private void endValue() {
    if (depth > 0) {
      out.append(FastJson.COMMA);
      isFilled.set(depth);
    }
  }
}
