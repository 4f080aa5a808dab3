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

  ValueEncoder(RecordBuilder builder) {
    this.builder = builder;
  }

  void encode(Value value) {
    switch (value.type()) {
      case NULL, RESOURCE -> builder.nullValue();
      case BOOL -> builder.bool(value.toBool());
      case INT -> builder.integer(value.toInt());
      case FLOAT -> builder.number(value.toFloat());
      case STRING -> {
        StringValue text = (StringValue) value;
        builder.string(text.array(), 0, text.length());
      }
      case MAP -> encodeMap((MapValue) value);
    }
  }

  private void encodeMap(MapValue map) {
    boolean isObject = map.isObject();
    boolean isRoot = builder.depth() == 0;
    if (isObject) {
      builder.beginObject();
    } else {
      builder.beginArray();
    }
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      if (!isObject) {
        encode(map.valueAt(at));
        continue;
      }
      StringValue name = map.nameAt(at);
      builder.name(name != null ? name : StringValue.ofInt(map.indexAt(at)));
      if (isRoot && name != null && name.equalTo(KeyDictionary.ID_NAME)) {
        builder.nullValue();
      } else {
        encode(map.valueAt(at));
      }
    }
    if (isObject) {
      builder.endObject();
    } else {
      builder.endArray();
    }
  }
}
