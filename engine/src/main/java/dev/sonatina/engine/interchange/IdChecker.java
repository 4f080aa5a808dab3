package dev.sonatina.engine.interchange;

import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.StringValue;

/** Passes a record on, and notices whether the {@code __id} it came with is its id. */
final class IdChecker extends ForwardingVisitor {

  private final long id;
  private int depth;
  private boolean isIdNext;
  private boolean isWrong;

  IdChecker(RecordVisitor target, long id) {
    super(target);
    this.id = id;
  }

  /** Whether there was an {@code __id}, and the last one was another than the record's. */
  boolean hasWrongId() {
    return isWrong;
  }

  @Override
  public void beginObject() {
    check(false);
    depth++;
    super.beginObject();
  }

  @Override
  public void name(StringValue name) {
    isIdNext = depth == 1 && name.equalTo(KeyDictionary.ID_NAME);
    super.name(name);
  }

  @Override
  public void endObject() {
    depth--;
    super.endObject();
  }

  @Override
  public void beginArray() {
    check(false);
    depth++;
    super.beginArray();
  }

  @Override
  public void endArray() {
    depth--;
    super.endArray();
  }

  @Override
  public void nullValue() {
    check(false);
    super.nullValue();
  }

  @Override
  public void bool(boolean value) {
    check(false);
    super.bool(value);
  }

  @Override
  public void integer(long value) {
    check(value == id);
    super.integer(value);
  }

  @Override
  public void number(double value) {
    check(false);
    super.number(value);
  }

  @Override
  public void string(byte[] text, int from, int count) {
    check(false);
    super.string(text, from, count);
  }

  /** Looks at a value, which is that of {@code __id} or another. */
  private void check(boolean isRight) {
    if (isIdNext) {
      isIdNext = false;
      isWrong = !isRight;
    }
  }
}
