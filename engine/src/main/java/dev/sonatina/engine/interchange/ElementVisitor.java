package dev.sonatina.engine.interchange;

import dev.sonatina.engine.record.RecordVisitor;

/** Passes on what is told of the elements of an array, without the array around them. */
final class ElementVisitor extends ForwardingVisitor {

  private int depth;

  ElementVisitor(RecordVisitor target) {
    super(target);
  }

  @Override
  public void beginObject() {
    depth++;
    super.beginObject();
  }

  @Override
  public void endObject() {
    depth--;
    super.endObject();
  }

  @Override
  public void beginArray() {
    if (depth++ > 0) {
      super.beginArray();
    }
  }

  @Override
  public void endArray() {
    if (--depth > 0) {
      super.endArray();
    }
  }
}
