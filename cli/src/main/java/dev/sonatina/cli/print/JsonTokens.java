package dev.sonatina.cli.print;

import java.nio.charset.StandardCharsets;

/**
 * The tokens of a JSON text that is known to be valid and compact, as the engine writes it; of any
 * other it finds some tokens, too, and always comes to an end.
 */
final class JsonTokens {

  /** What a token is. */
  enum Kind {
    OPEN,
    CLOSE,
    COMMA,
    COLON,
    /** A string in front of a colon. */
    NAME,
    STRING,
    NUMBER,
    /** {@code true}, {@code false} or {@code null}. */
    WORD
  }

  private final byte[] json;
  private int from;
  private int to;
  private Kind kind = Kind.WORD;

  JsonTokens(byte[] json) {
    this.json = json;
  }

  /** Goes on to the next token; false at the end. */
  boolean next() {
    from = to;
    if (from >= json.length) {
      return false;
    }
    to = from + 1;
    switch (json[from]) {
      case '{', '[' -> kind = Kind.OPEN;
      case '}', ']' -> kind = Kind.CLOSE;
      case ',' -> kind = Kind.COMMA;
      case ':' -> kind = Kind.COLON;
      case '"' -> {
        to = endOfString(from);
        kind = to < json.length && json[to] == ':' ? Kind.NAME : Kind.STRING;
      }
      default -> {
        kind = isNumeric(json[from]) ? Kind.NUMBER : Kind.WORD;
        while (to < json.length && !isStructural(json[to])) {
          to++;
        }
      }
    }
    return true;
  }

  Kind kind() {
    return kind;
  }

  /** Where the token begins. */
  int from() {
    return from;
  }

  /** Where the next one begins. */
  int to() {
    return to;
  }

  String text() {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether what is opened here is empty. */
  boolean isBeforeClose() {
    return to < json.length && (json[to] == '}' || json[to] == ']');
  }

  /** Whether what is closed here is empty. */
  boolean isAfterOpen() {
    return from > 0 && (json[from - 1] == '{' || json[from - 1] == '[');
  }

  private int endOfString(int start) {
    int at = start + 1;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, json.length);
  }

  private static boolean isNumeric(byte b) {
    return b == '-' || (b >= '0' && b <= '9');
  }

  private static boolean isStructural(byte b) {
    return b == ',' || b == ':' || b == '}' || b == ']' || b == '{' || b == '[' || b == '"';
  }
}
