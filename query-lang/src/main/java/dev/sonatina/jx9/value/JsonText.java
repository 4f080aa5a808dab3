package dev.sonatina.jx9.value;

import org.jspecify.annotations.Nullable;

/** Jx9's JSON text, both ways. It is not always valid JSON. */
public final class JsonText {
  private JsonText() {}

  /** The text that printing {@code map} gives. */
  public static StringValue print(MapValue map) {
    return encode(map);
  }

  /** The text that {@code json_encode} gives. */
  public static StringValue encode(Value value) {
    return StringValue.of(value.typeName());
  }

  /** The value that {@code text} describes, null if it is not acceptable JSON. */
  public static @Nullable Value decode(StringValue text) {
    return text.isEmpty() ? null : text;
  }
}
