package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/**
 * Encodes the values of a script: arrays and objects by the map's flag, int keys of objects as
 * their digits, resources as null.
 *
 * <p>A map that contains itself ends at the nesting limit.
 */
final class ValueEncoder {

  private final RecordBuilder builder;
  private int levelsMax;

  ValueEncoder(RecordBuilder builder) {
    this.builder = builder;
  }

  /**
   * Encodes a value.
   *
   * @param levels how many levels there may be, counting values inside the innermost container as
   *     one
   * @return false if there are more, and what was encoded is of no use
   */
  boolean encode(Value value, int levels) {
    levelsMax = levels;
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
