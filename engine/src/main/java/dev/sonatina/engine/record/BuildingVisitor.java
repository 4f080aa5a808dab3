package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.StringValue;

/**
 * Writes what it is told of into a builder. Of an {@code __id} in the outermost object only the
 * place is kept, since readers know the id: its value, whatever it is, is passed over.
 */
final class BuildingVisitor implements RecordVisitor {

  private final RecordBuilder builder;
  private boolean isObject;

  /** Whether the value of {@code __id} is being passed over, and how deep it has nested. */
  private boolean isPassing;

  private int passedDepth;

  BuildingVisitor(RecordBuilder builder) {
    this.builder = builder;
  }

  @Override
  public void beginObject() {
    if (begins()) {
      isObject |= builder.depth() == 0;
      builder.beginObject();
    }
  }

  @Override
  public void name(StringValue name) {
    if (isPassing) {
      return;
    }
    builder.name(name);
    if (isObject && builder.depth() == 1 && name.equalTo(KeyDictionary.ID_NAME)) {
      builder.nullValue();
      isPassing = true;
    }
  }

  @Override
  public void endObject() {
    if (ends()) {
      builder.endObject();
    }
  }

  @Override
  public void beginArray() {
    if (begins()) {
      builder.beginArray();
    }
  }

  @Override
  public void endArray() {
    if (ends()) {
      builder.endArray();
    }
  }

  @Override
  public void nullValue() {
    if (isKept()) {
      builder.nullValue();
    }
  }

  @Override
  public void bool(boolean value) {
    if (isKept()) {
      builder.bool(value);
    }
  }

  @Override
  public void integer(long value) {
    if (isKept()) {
      builder.integer(value);
    }
  }

  @Override
  public void unsigned(long bits) {
    if (isKept()) {
      builder.unsigned(bits);
    }
  }

  @Override
  public void number(double value) {
    if (isKept()) {
      builder.number(value);
    }
  }

  @Override
  public void string(byte[] text, int from, int count) {
    if (isKept()) {
      builder.string(text, from, count);
    }
  }

  private boolean begins() {
    if (isPassing) {
      passedDepth++;
    }
    return !isPassing;
  }

  private boolean ends() {
    if (!isPassing) {
      return true;
    }
    passedDepth--;
    isPassing = passedDepth > 0;
    return false;
  }

  private boolean isKept() {
    if (!isPassing) {
      return true;
    }
    isPassing = passedDepth > 0;
    return false;
  }
}
