package dev.sonatina.net.protocol.thallium;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.BooleanValue;
import dev.sonatina.net.protocol.json.JsonValue.FloatNumber;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two numberings of JSON values on the wire: a type byte, then the value.
 *
 * <pre>
 *   type      CURRENT  JSONCPP    followed by
 *   null      0        0          nothing
 *   object    1        7          count, then name (string) and value of each member
 *   array     2        6          count, then the values
 *   string    3        4          length, bytes
 *   boolean   4        5          1 byte
 *   integer   5        1          8 bytes
 *   unsigned  6        2          8 bytes
 *   float     7        3          8 bytes
 * </pre>
 *
 * Counts of objects and arrays have 64 bits in the current numbering, 32 in the other. Members are
 * written sorted by name, as every original does.
 */
public enum JsonGeneration {
  /** Sonata since June 2021. */
  CURRENT("01234567", true),
  /** Sonata up to 0.6.2. */
  JSONCPP("07645123", false);

  private static final int NULL = 0;
  private static final int OBJECT = 1;
  private static final int ARRAY = 2;
  private static final int STRING = 3;
  private static final int BOOLEAN = 4;
  private static final int INTEGER = 5;
  private static final int UNSIGNED = 6;
  private static final int FLOAT = 7;

  /** The type byte of each type, as a digit. */
  private final String typeBytes;

  private final boolean wideCounts;

  JsonGeneration(String typeBytes, boolean wideCounts) {
    this.typeBytes = typeBytes;
    this.wideCounts = wideCounts;
  }

  private int typeByte(int type) {
    return typeBytes.charAt(type) - '0';
  }

  /**
   * The generation that an encoded record belongs to: a record is an object, several of them are an
   * array, and the numberings share no type byte for these.
   */
  public static JsonGeneration ofContainer(int typeByte) {
    return typeByte == JSONCPP.typeByte(OBJECT) || typeByte == JSONCPP.typeByte(ARRAY)
        ? JSONCPP
        : CURRENT;
  }

  JsonValue read(ByteReader in) {
    return read(in, 0);
  }

  private JsonValue read(ByteReader in, int depth) {
    if (depth > JsonReader.NESTING_MAX) {
      throw new ProtocolException("JSON value nested deeper than " + JsonReader.NESTING_MAX);
    }
    int typeByte = in.readU8();
    if (typeByte >= typeBytes.length()) {
      throw new ProtocolException("JSON type: " + typeByte + " (expected: 0 to 7)");
    }
    return switch (typeBytes.indexOf('0' + typeByte)) {
      case OBJECT -> readObject(in, depth);
      case ARRAY -> readArray(in, depth);
      case STRING -> new StringValue(readString(in));
      case BOOLEAN -> readBoolean(in);
      case INTEGER -> new IntegerNumber(in.readI64());
      case UNSIGNED -> new UnsignedNumber(in.readI64());
      case FLOAT -> new FloatNumber(in.readF64());
      default -> JsonValue.ofNull();
    };
  }

  private JsonValue readObject(ByteReader in, int depth) {
    int count = readCount(in, 9);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = readString(in);
      members.put(name, read(in, depth + 1));
    }
    return new ObjectValue(members);
  }

  private JsonValue readArray(ByteReader in, int depth) {
    int count = readCount(in, 1);
    List<JsonValue> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(read(in, depth + 1));
    }
    return new ArrayValue(elements);
  }

  private static JsonValue readBoolean(ByteReader in) {
    int value = in.readU8();
    if (value > 1) {
      throw new ProtocolException("bool: " + value + " (expected: 0 or 1)");
    }
    return JsonValue.of(value == 1);
  }

  private static String readString(ByteReader in) {
    return in.readSlice(in.readCount(1)).utf8();
  }

  private int readCount(ByteReader in, int elementBytesMin) {
    return wideCounts ? in.readCount(elementBytesMin) : in.readCount32(elementBytesMin);
  }

  void write(ByteWriter out, JsonValue value) {
    if (value instanceof ObjectValue object) {
      writeType(out, OBJECT, object.members().size());
      object.members().entrySet().stream()
          .sorted(Map.Entry.comparingByKey(JsonWriter.BYTE_ORDER))
          .forEach(
              member -> {
                writeString(out, member.getKey());
                write(out, member.getValue());
              });
    } else if (value instanceof ArrayValue array) {
      writeType(out, ARRAY, array.elements().size());
      array.elements().forEach(element -> write(out, element));
    } else {
      writeScalar(out, value);
    }
  }

  private void writeScalar(ByteWriter out, JsonValue value) {
    if (value instanceof StringValue string) {
      out.writeU8(typeByte(STRING));
      writeString(out, string.value());
    } else if (value instanceof BooleanValue truth) {
      out.writeU8(typeByte(BOOLEAN));
      out.writeU8(truth.value() ? 1 : 0);
    } else if (value instanceof IntegerNumber number) {
      out.writeU8(typeByte(INTEGER));
      out.writeI64(number.value());
    } else if (value instanceof UnsignedNumber number) {
      out.writeU8(typeByte(UNSIGNED));
      out.writeI64(number.bits());
    } else if (value instanceof FloatNumber number) {
      out.writeU8(typeByte(FLOAT));
      out.writeF64(number.value());
    } else {
      out.writeU8(typeByte(NULL));
    }
  }

  private void writeType(ByteWriter out, int type, int count) {
    out.writeU8(typeByte(type));
    if (wideCounts) {
      out.writeI64(count);
    } else {
      out.writeI32(count);
    }
  }

  private static void writeString(ByteWriter out, String text) {
    ByteSlice bytes = ByteSlice.of(text);
    out.writeI64(bytes.length());
    out.writeBytes(bytes);
  }
}
