package dev.sonatina.net.protocol.json;

import dev.sonatina.net.protocol.json.JsonLexer.Token;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.FloatNumber;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one strict JSON text into a {@link JsonValue}. */
public final class JsonReader {

  /** More than any record may have, and little enough for every thread's stack. */
  public static final int NESTING_MAX = 500;

  /** As many values as certainly fit into an eighth of the heap; each takes up to 128 bytes. */
  public static final long VALUES_MAX = Runtime.getRuntime().maxMemory() / 8 / 128;

  private static final String VALUE_EXPECTED = "; expected '[', '{', or a literal";

  private final JsonLexer lexer;
  private Token token;
  private long values;

  private JsonReader(byte[] text) {
    lexer = new JsonLexer(text);
    token = lexer.scan();
  }

  /**
   * The value of a text.
   *
   * @throws JsonFormatException with the original's text, line and column included
   */
  public static JsonValue read(byte[] text) {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.readValue(0);
    if (reader.token != Token.END) {
      throw reader.unexpected("value", "; expected " + Token.END.label);
    }
    return value;
  }

  public static JsonValue read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonValue readValue(int depth) {
    if (depth > NESTING_MAX) {
      throw new JsonFormatException(
          "nesting of the JSON text: more than " + NESTING_MAX + " levels");
    }
    if (++values > VALUES_MAX) {
      throw new JsonFormatException("values in the JSON text: more than " + VALUES_MAX);
    }
    JsonValue value =
        switch (token) {
          case NULL -> JsonValue.ofNull();
          case TRUE -> JsonValue.of(true);
          case FALSE -> JsonValue.of(false);
          case STRING -> JsonValue.of(lexer.string());
          case UNSIGNED, INTEGER, FLOAT -> readNumber();
          case BEGIN_ARRAY -> readArray(depth);
          case BEGIN_OBJECT -> readObject(depth);
          case ERROR -> throw unexpected("value", "");
          default -> throw unexpected("value", VALUE_EXPECTED);
        };
    token = lexer.scan();
    return value;
  }

  /** Leaves the closing bracket as the current token. */
  private JsonValue readArray(int depth) {
    List<JsonValue> elements = new ArrayList<>();
    token = lexer.scan();
    if (token == Token.END_ARRAY) {
      return new ArrayValue(elements);
    }
    while (true) {
      elements.add(readValue(depth + 1));
      if (token == Token.END_ARRAY) {
        return new ArrayValue(elements);
      }
      if (token != Token.VALUE_SEPARATOR) {
        throw unexpected("array", "; expected " + Token.END_ARRAY.label);
      }
      token = lexer.scan();
    }
  }

  /** Leaves the closing brace as the current token. */
  private JsonValue readObject(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    token = lexer.scan();
    if (token == Token.END_OBJECT) {
      return new ObjectValue(members);
    }
    while (true) {
      if (token != Token.STRING) {
        throw unexpected("object key", "; expected " + Token.STRING.label);
      }
      String name = lexer.string();
      token = lexer.scan();
      if (token != Token.NAME_SEPARATOR) {
        throw unexpected("object separator", "; expected " + Token.NAME_SEPARATOR.label);
      }
      token = lexer.scan();
      members.put(name, readValue(depth + 1));
      if (token == Token.END_OBJECT) {
        return new ObjectValue(members);
      }
      if (token != Token.VALUE_SEPARATOR) {
        throw unexpected("object", "; expected " + Token.END_OBJECT.label);
      }
      token = lexer.scan();
    }
  }

  private JsonValue readNumber() {
    String digits = lexer.number();
    try {
      if (token == Token.UNSIGNED) {
        return new UnsignedNumber(Long.parseUnsignedLong(digits));
      }
      if (token == Token.INTEGER) {
        return new IntegerNumber(Long.parseLong(digits));
      }
    } catch (NumberFormatException e) {
      // More digits than 64 bits hold: a float, as in the original.
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new JsonFormatException(
          "[json.exception.out_of_range.406] number overflow parsing '" + digits + "'");
    }
    return new FloatNumber(value);
  }

  private JsonFormatException unexpected(String context, String expected) {
    String found =
        token == Token.ERROR
            ? lexer.error() + "; last read: '" + lexer.lastRead() + "'"
            : "unexpected " + token.label;
    return new JsonFormatException(
        "[json.exception.parse_error.101] parse error at "
            + lexer.position()
            + ": syntax error while parsing "
            + context
            + " - "
            + found
            + expected);
  }
}
