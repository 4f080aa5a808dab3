package dev.sonatina.net.protocol.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value. Immutable; members keep their order.
 *
 * <p>Numbers have three kinds, because the wire has: an integer that was written without sign is
 * {@link UnsignedNumber}, one below zero {@link IntegerNumber}, anything else {@link FloatNumber}.
 */
public sealed interface JsonValue {

  /** Null. */
  record NullValue() implements JsonValue {}

  /** True or false. */
  record BooleanValue(boolean value) implements JsonValue {}

  /** A signed 64-bit integer. */
  record IntegerNumber(long value) implements JsonValue {}

  /** An unsigned 64-bit integer. */
  record UnsignedNumber(long bits) implements JsonValue {}

  /** A double. */
  record FloatNumber(double value) implements JsonValue {}

  /** A text. */
  record StringValue(String value) implements JsonValue {}

  /** A sequence. */
  record ArrayValue(List<JsonValue> elements) implements JsonValue {
    public ArrayValue {
      elements = Collections.unmodifiableList(new ArrayList<>(elements));
    }
  }

  /**
   * Members in order; of members with the same name the last one counts, at the first one's place.
   */
  record ObjectValue(Map<String, JsonValue> members) implements JsonValue {
    public ObjectValue {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member, null when there is none. */
    public @Nullable JsonValue get(String name) {
      return members.get(name);
    }

    /** This object with one member set, at its place or else at the end. */
    public ObjectValue with(String name, JsonValue value) {
      Map<String, JsonValue> changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new ObjectValue(changed);
    }
  }

  static NullValue ofNull() {
    return new NullValue();
  }

  static BooleanValue of(boolean value) {
    return new BooleanValue(value);
  }

  static StringValue of(String value) {
    return new StringValue(value);
  }

  /** An integer that is known not to be negative, for instance an id. */
  static UnsignedNumber unsigned(long bits) {
    return new UnsignedNumber(bits);
  }

  /** What error messages call this kind of value. */
  default String typeName() {
    if (this instanceof NullValue) {
      return "null";
    }
    if (this instanceof BooleanValue) {
      return "boolean";
    }
    if (this instanceof StringValue) {
      return "string";
    }
    if (this instanceof ArrayValue) {
      return "array";
    }
    return this instanceof ObjectValue ? "object" : "number";
  }
}
