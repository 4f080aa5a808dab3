package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value that a script of the original would see: an object without members is an array,
 * names that look like ints are int keys.
 */
final class ValueBuilder implements RecordVisitor {

  private final Deque<MapValue> open = new ArrayDeque<>();

  /** The key that each open map will have in the one around it, null in an array. */
  private final List<@Nullable Value> keys = new ArrayList<>();

  private @Nullable Value key;
  private Value result = NullValue.NULL;

  /** Forgets a value that was not told to its end. */
  void reset() {
    open.clear();
    keys.clear();
    key = null;
  }

  /** The value that was told last. */
  Value result() {
    return result;
  }

  @Override
  public void beginObject() {
    begin();
  }

  @Override
  public void name(StringValue name) {
    key = name;
  }

  @Override
  public void name(long intKey) {
    key = IntValue.of(intKey);
  }

  @Override
  public void endObject() {
    end();
  }

  @Override
  public void beginArray() {
    begin();
  }

  @Override
  public void endArray() {
    end();
  }

  @Override
  public void nullValue() {
    add(NullValue.NULL);
  }

  @Override
  public void bool(boolean value) {
    add(BoolValue.of(value));
  }

  @Override
  public void integer(long value) {
    add(IntValue.of(value));
  }

  @Override
  public void unsigned(long bits) {
    add(IntValue.of(bits));
  }

  @Override
  public void number(double value) {
    add(FloatValue.of(value));
  }

  @Override
  public void string(byte[] text, int from, int count) {
    add(StringValue.of(text, from, from + count));
  }

  private void begin() {
    keys.add(key);
    key = null;
    open.push(MapValue.array());
  }

  private void end() {
    key = keys.remove(keys.size() - 1);
    add(open.pop());
  }

  private void add(Value value) {
    MapValue map = open.peek();
    if (map == null) {
      result = value;
    } else if (key == null) {
      map.append(value);
    } else {
      map.put(key, value);
    }
    key = null;
  }
}
