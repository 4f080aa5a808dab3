package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.HeldMemory;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;

/**
 * Encodes the values of a script: arrays and objects by the map's flag, int keys of objects as
 * their digits, resources as null.
 *
 * <p>A map that contains itself ends at the nesting limit.
 */
final class ValueEncoder {

  /** What an element counts for, the bytes of a string not counted. */
  private static final int ELEMENT_BYTES = 8;

  private final RecordBuilder builder;
  private int levelsMax;
  private WorkGuard guard = WorkGuard.NONE;
  private HeldMemory memory = new HeldMemory(guard);

  ValueEncoder(RecordBuilder builder) {
    this.builder = builder;
  }

  /**
   * Encodes a value.
   *
   * @param levels how many levels there may be, counting values inside the innermost container as
   *     one
   * @param watch watches over the work and the memory, since maps may contain others many times
   *     over
   * @return false if there are more, and what was encoded is of no use
   */
  boolean encode(Value value, int levels, WorkGuard watch) {
    levelsMax = levels;
    guard = watch;
    memory = new HeldMemory(watch);
    return encode(value);
  }

  private boolean encode(Value value) {
    if (builder.depth() >= levelsMax) {
      return false;
    }
    switch (value.type()) {
      case NULL, RESOURCE -> builder.nullValue();
      case BOOL -> builder.bool(value.toBool());
      case INT -> builder.integer(value.toInt());
      case FLOAT -> builder.number(value.toFloat());
      case STRING -> {
        StringValue text = (StringValue) value;
        memory.add(text.length());
        builder.string(text.array(), 0, text.length());
      }
      case MAP -> {
        return encodeMap((MapValue) value);
      }
    }
    return true;
  }

  private boolean encodeMap(MapValue map) {
    boolean isObject = map.isObject();
    boolean isRoot = builder.depth() == 0;
    if (isObject) {
      builder.beginObject();
    } else {
      builder.beginArray();
    }
    boolean isComplete = true;
    for (int at = map.firstPosition();
        at != MapValue.NONE && isComplete;
        at = map.positionAfter(at)) {
      StringValue name = map.nameAt(at);
      guard.step(1);
      memory.add(ELEMENT_BYTES);
      if (isObject) {
        builder.name(name != null ? name : StringValue.ofInt(map.indexAt(at)));
      }
      if (isRoot && isObject && name != null && name.equalTo(KeyDictionary.ID_NAME)) {
        builder.nullValue();
      } else {
        isComplete = encode(map.valueAt(at));
      }
    }
    if (isComplete && isObject) {
      builder.endObject();
    } else if (isComplete) {
      builder.endArray();
    }
    return isComplete;
  }
}
