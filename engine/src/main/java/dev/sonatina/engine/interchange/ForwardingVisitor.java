package dev.sonatina.engine.interchange;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.StringValue;

/** Passes everything on; subclasses change what they need to. */
class ForwardingVisitor implements RecordVisitor {

  private final RecordVisitor target;

  ForwardingVisitor(RecordVisitor target) {
    this.target = target;
  }

  @Override
  public void beginObject() {
    target.beginObject();
  }

  @Override
  public void name(StringValue name) {
    target.name(name);
  }

  @Override
  public void endObject() {
    target.endObject();
  }

  @Override
  public void beginArray() {
    target.beginArray();
  }

  @Override
  public void endArray() {
    target.endArray();
  }

  @Override
  public void nullValue() {
    target.nullValue();
  }

  @Override
  public void bool(boolean value) {
    target.bool(value);
  }

  @Override
  public void integer(long value) {
    target.integer(value);
  }

  @Override
  public void unsigned(long bits) {
    target.unsigned(bits);
  }

  @Override
  public void number(double value) {
    target.number(value);
  }

  @Override
  public void string(byte[] text, int from, int count) {
    target.string(text, from, count);
  }
}
