package dev.sonatina.jx9.value;

import org.jspecify.annotations.Nullable;

/**
 * Jx9's JSON text, both ways.
 *
 * <p>What is written is not always valid JSON: only quotes and backslashes of strings are escaped,
 * keys not at all, and control characters stand as they are. Entries nested deeper than 32 levels
 * are left out. What is read may lack commas and quotes, see {@link JsonReader}.
 */
public final class JsonText {
  /** Entries deeper than this are neither written nor read. */
  static final int DEPTH_MAX = 32;

  private JsonText() {}

  /** The text that {@code json_encode} gives, and that printing a map gives. */
  public static StringValue encode(Value value) {
    return encode(value, WorkGuard.NONE);
  }

  /**
   * As {@link #encode(Value)} for scripts, which can make maps whose text is as good as endless.
   */
  public static StringValue encode(Value value, WorkGuard guard) {
    ByteBuilder out = new ByteBuilder(value.type() == ValueType.MAP ? 128 : 24, guard);
    write(value, out);
    return out.finish();
  }

  /** Adds the text of {@code value}. */
  public static void write(Value value, ByteBuilder out) {
    write(value, out, 0);
  }

  private static void write(Value value, ByteBuilder out, int depth) {
    switch (value.type()) {
      case NULL, RESOURCE -> out.append("null");
      case BOOL -> out.append(value.toBool() ? "true" : "false");
      case INT -> out.appendInt(value.toInt());
      case FLOAT -> out.appendFloat(value.toFloat());
      case STRING -> writeString((StringValue) value, out);
      case MAP -> writeMap((MapValue) value, out, depth);
    }
  }

  private static void writeString(StringValue text, ByteBuilder out) {
    byte[] bytes = text.array();
    int end = text.length();
    int start = 0;
    out.append('"');
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '"' || bytes[i] == '\\') {
        out.append(bytes, start, i).append('\\');
        start = i;
      }
    }
    out.append(bytes, start, end).append('"');
  }

  private static void writeMap(MapValue map, ByteBuilder out, int depth) {
    boolean isObject = map.isObject();
    out.append(isObject ? '{' : '[');
    if (depth < DEPTH_MAX) {
      boolean isFirst = true;
      for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
        if (!isFirst) {
          out.append(',');
        }
        isFirst = false;
        if (isObject) {
          writeKey(map, at, out);
        }
        write(map.valueAt(at), out, depth + 1);
      }
    }
    out.append(isObject ? '}' : ']');
  }

  private static void writeKey(MapValue map, int at, ByteBuilder out) {
    StringValue name = map.nameAt(at);
    out.append('"');
    if (name != null) {
      out.append(name);
    } else {
      out.appendInt(map.indexAt(at));
    }
    out.append('"').append(':');
  }

  /** The value that {@code text} describes, null if {@code json_decode} does not accept it. */
  public static @Nullable Value decode(StringValue text) {
    return decode(text, WorkGuard.NONE);
  }

  /** As {@link #decode(StringValue)}, watched over by {@code guard}. */
  public static @Nullable Value decode(StringValue text, WorkGuard guard) {
    return new JsonReader(text, guard).read();
  }
}
