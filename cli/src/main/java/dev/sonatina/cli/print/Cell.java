package dev.sonatina.cli.print;

import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of a member, for a table.
 *
 * @param text what a string says, or the JSON of another value
 * @param kind what kind of token the value begins with
 */
record Cell(String text, JsonTokens.Kind kind) {

  /** What a record that has no members is called in a row of its own. */
  private static final String VALUE = "value";

  boolean isNull() {
    return kind == JsonTokens.Kind.WORD && text.equals("null");
  }

  /** The cell for a value. */
  static Cell of(byte[] json) {
    JsonTokens tokens = new JsonTokens(json);
    tokens.next();
    JsonTokens.Kind kind = tokens.kind();
    return new Cell(kind == JsonTokens.Kind.STRING ? unquoted(json) : utf8(json), kind);
  }

  /** The cells of an object, in the order of its members; one cell for any other record. */
  static Map<String, Cell> row(byte[] json) {
    Map<String, Cell> row = new LinkedHashMap<>();
    if (json.length == 0 || json[0] != '{') {
      row.put(VALUE, of(json));
      return row;
    }
    JsonTokens tokens = new JsonTokens(json);
    String name = "";
    int depth = 0;
    int from = 0;
    while (tokens.next()) {
      boolean isClosing = tokens.kind() == JsonTokens.Kind.CLOSE;
      depth += tokens.kind() == JsonTokens.Kind.OPEN ? 1 : isClosing ? -1 : 0;
      if (depth == 1 && tokens.kind() == JsonTokens.Kind.NAME) {
        name = unquoted(slice(json, tokens.from(), tokens.to()));
        from = tokens.to() + 1;
      } else if (from > 0
          && ((depth == 1 && tokens.kind() == JsonTokens.Kind.COMMA)
              || (depth == 0 && isClosing))) {
        row.put(name, of(slice(json, from, tokens.from())));
      }
    }
    return row;
  }

  private static byte[] slice(byte[] json, int from, int to) {
    return Arrays.copyOfRange(json, from, to);
  }

  private static String unquoted(byte[] json) {
    return JsonReader.read(json) instanceof StringValue string ? string.value() : utf8(json);
  }

  private static String utf8(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
