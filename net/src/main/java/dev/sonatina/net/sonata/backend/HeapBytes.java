package dev.sonatina.net.sonata.backend;

import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import java.util.Map;

/** What values take on the heap, in bytes, rather too much than too little. */
final class HeapBytes {

  private static final int SCALAR_BYTES = 32;
  private static final int ARRAY_BYTES = 96;
  private static final int OBJECT_BYTES = 144;

  /** What a member takes besides its value and the characters of its name. */
  private static final int MEMBER_BYTES = 96;

  private HeapBytes() {}

  static long of(byte[] text) {
    return SCALAR_BYTES + (long) text.length;
  }

  static long of(String text) {
    return 2 * SCALAR_BYTES + (long) Character.BYTES * text.length();
  }

  static long of(JsonValue value) {
    if (value instanceof StringValue string) {
      return of(string.value());
    }
    if (value instanceof ArrayValue array) {
      long bytes = ARRAY_BYTES;
      for (JsonValue element : array.elements()) {
        bytes += of(element);
      }
      return bytes;
    }
    if (value instanceof ObjectValue object) {
      long bytes = OBJECT_BYTES;
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        bytes += MEMBER_BYTES + of(member.getKey()) + of(member.getValue());
      }
      return bytes;
    }
    return SCALAR_BYTES;
  }
}
