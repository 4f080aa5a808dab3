package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.StringValue;

/**
 * Receives a record piece by piece, in the order of its text: how one form of a record is turned
 * into another without a tree between them.
 *
 * <p>In an object each value follows its name; containers nest. What comes is complete: the end of
 * the outermost value is the end of the record.
 */
public interface RecordVisitor {

  void beginObject();

  /** The name of the member whose value comes next. */
  void name(StringValue name);

  /** The name of a member whose name is an int; not told of by forms that know strings only. */
  default void name(long intKey) {
    name(StringValue.ofInt(intKey));
  }

  void endObject();

  void beginArray();

  void endArray();

  void nullValue();

  void bool(boolean value);

  void integer(long value);

  /** An int above the signed range, given by its 64 bits. */
  void unsigned(long bits);

  void number(double value);

  /** A string; the bytes are the caller's and change after the call. */
  void string(byte[] text, int from, int count);
}
