package dev.sonatina.net.protocol.json;

import java.nio.charset.StandardCharsets;

/**
 * Cuts strict JSON into tokens. What it says of a wrong text, and where, is word for word what the
 * original's JSON library says, because clients are shown it.
 */
final class JsonLexer {

  /** Kinds of token, with the names that error messages use. */
  enum Token {
    TRUE("true literal"),
    FALSE("false literal"),
    NULL("null literal"),
    STRING("string literal"),
    UNSIGNED("number literal"),
    INTEGER("number literal"),
    FLOAT("number literal"),
    BEGIN_ARRAY("'['"),
    BEGIN_OBJECT("'{'"),
    END_ARRAY("']'"),
    END_OBJECT("'}'"),
    NAME_SEPARATOR("':'"),
    VALUE_SEPARATOR("','"),
    ERROR("<parse error>"),
    END("end of input");

    final String label;

    Token(String label) {
      this.label = label;
    }
  }

  private static final int EOF = -1;
  private static final int EXPONENT_DIGITS_MAX = 9;

  private final byte[] text;
  private int next;
  private int tokenStart;
  private int readFrom;
  private int line = 1;
  private int column;
  private int columnBefore;
  private String error = "";
  private StringBuilder string = new StringBuilder();

  JsonLexer(byte[] text) {
    this.text = text;
    boolean hasByteOrderMark =
        text.length >= 3
            && (text[0] & 0xff) == 0xef
            && (text[1] & 0xff) == 0xbb
            && (text[2] & 0xff) == 0xbf;
    if (hasByteOrderMark) {
      next = 3;
      column = 3;
    }
  }

  /** Reads the next token; of {@link Token#ERROR}, {@link #error()} tells more. */
  Token scan() {
    int c = get();
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      c = get();
    }
    tokenStart = c == EOF ? text.length : next - 1;
    return switch (c) {
      case '[' -> Token.BEGIN_ARRAY;
      case ']' -> Token.END_ARRAY;
      case '{' -> Token.BEGIN_OBJECT;
      case '}' -> Token.END_OBJECT;
      case ':' -> Token.NAME_SEPARATOR;
      case ',' -> Token.VALUE_SEPARATOR;
      case 't' -> scanLiteral("true", Token.TRUE);
      case 'f' -> scanLiteral("false", Token.FALSE);
      case 'n' -> scanLiteral("null", Token.NULL);
      case '"' -> scanString();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> scanNumber(c);
      case EOF -> Token.END;
      case 0 -> Token.END;
      default -> fail("invalid literal");
    };
  }

  /** The text of the last {@link Token#STRING}. */
  String string() {
    return string.toString();
  }

  /** The digits of the last number. */
  String number() {
    return new String(text, tokenStart, next - tokenStart, StandardCharsets.US_ASCII);
  }

  String error() {
    return error;
  }

  /**
   * What the original shows of a wrong token: everything since the last string or number began,
   * control characters made visible.
   */
  String lastRead() {
    StringBuilder out = new StringBuilder();
    String raw =
        new String(text, readFrom, Math.min(next, text.length) - readFrom, StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= 0x1f) {
        out.append(String.format("<U+%04X>", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  String position() {
    return "line " + line + ", column " + column;
  }

  private int get() {
    columnBefore = column;
    column++;
    if (next >= text.length) {
      next = text.length + 1;
      return EOF;
    }
    int c = text[next++] & 0xff;
    if (c == '\n') {
      line++;
      column = 0;
    }
    return c;
  }

  /** Takes back the character that ended a number. */
  private void unget() {
    next--;
    if (next < text.length && text[next] == '\n') {
      line--;
    }
    column = columnBefore;
  }

  private Token fail(String message) {
    error = message;
    return Token.ERROR;
  }

  private Token scanLiteral(String literal, Token token) {
    for (int i = 1; i < literal.length(); i++) {
      if (get() != literal.charAt(i)) {
        return fail("invalid literal");
      }
    }
    return token;
  }

  private Token scanString() {
    readFrom = tokenStart;
    string = new StringBuilder();
    while (true) {
      int c = get();
      if (c == EOF) {
        return fail("invalid string: missing closing quote");
      }
      if (c == '"') {
        return Token.STRING;
      }
      if (c == '\\') {
        if (!scanEscape()) {
          return Token.ERROR;
        }
      } else if (c < 0x20) {
        return fail(controlCharacter(c));
      } else if (c < 0x80) {
        string.append((char) c);
      } else if (!scanUtf8(c)) {
        return fail("invalid string: ill-formed UTF-8 byte");
      }
    }
  }

  private static String controlCharacter(int c) {
    String[] names = {
      "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR",
      "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
      "FS", "GS", "RS", "US"
    };
    String shortForm =
        switch (c) {
          case '\b' -> " or \\b";
          case '\t' -> " or \\t";
          case '\n' -> " or \\n";
          case '\f' -> " or \\f";
          case '\r' -> " or \\r";
          default -> "";
        };
    return String.format(
        "invalid string: control character U+%04X (%s) must be escaped to \\u%04X%s",
        c, names[c], c, shortForm);
  }

  private boolean scanEscape() {
    int c = get();
    switch (c) {
      case '"', '\\', '/' -> string.append((char) c);
      case 'b' -> string.append('\b');
      case 'f' -> string.append('\f');
      case 'n' -> string.append('\n');
      case 'r' -> string.append('\r');
      case 't' -> string.append('\t');
      case 'u' -> {
        return scanCodePoint();
      }
      default -> {
        fail("invalid string: forbidden character after backslash");
        return false;
      }
    }
    return true;
  }

  private boolean scanCodePoint() {
    int first = scanHex();
    if (first < 0) {
      fail("invalid string: '\\u' must be followed by 4 hex digits");
      return false;
    }
    if (first >= 0xdc00 && first <= 0xdfff) {
      fail("invalid string: surrogate U+DC00..U+DFFF must follow U+D800..U+DBFF");
      return false;
    }
    if (first < 0xd800 || first > 0xdbff) {
      string.append((char) first);
      return true;
    }
    boolean escaped = get() == '\\' && get() == 'u';
    int second = escaped ? scanHex() : 0;
    if (second < 0) {
      fail("invalid string: '\\u' must be followed by 4 hex digits");
      return false;
    }
    if (second < 0xdc00 || second > 0xdfff) {
      fail("invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF");
      return false;
    }
    string.append((char) first).append((char) second);
    return true;
  }

  private int scanHex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(get(), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean scanUtf8(int lead) {
    int following = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : 3;
    if (lead < 0xc2 || lead > 0xf4) {
      return false;
    }
    int point = lead & (0x3f >> following);
    for (int i = 0; i < following; i++) {
      int c = get();
      if (c < 0x80 || c > 0xbf) {
        return false;
      }
      point = point << 6 | (c & 0x3f);
      // The second byte already tells overlong forms, surrogates and what lies beyond Unicode.
      if (i == 0 && !secondByteFits(lead, c)) {
        return false;
      }
    }
    string.appendCodePoint(point);
    return true;
  }

  private static boolean secondByteFits(int lead, int second) {
    return switch (lead) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second <= 0x9f;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second <= 0x8f;
      default -> true;
    };
  }

  private Token scanNumber(int first) {
    readFrom = tokenStart;
    int c = first;
    boolean negative = c == '-';
    if (negative) {
      c = get();
      if (!isDigit(c)) {
        return fail("invalid number; expected digit after '-'");
      }
    }
    Token kind = negative ? Token.INTEGER : Token.UNSIGNED;
    if (c == '0') {
      c = get();
    } else {
      c = skipDigits(c);
    }
    if (c == '.') {
      kind = Token.FLOAT;
      c = get();
      if (!isDigit(c)) {
        return fail("invalid number; expected digit after '.'");
      }
      c = skipDigits(c);
    }
    if (c == 'e' || c == 'E') {
      kind = Token.FLOAT;
      c = get();
      boolean signed = c == '+' || c == '-';
      if (signed) {
        c = get();
      }
      if (!isDigit(c)) {
        return fail(
            signed
                ? "invalid number; expected digit after exponent sign"
                : "invalid number; expected '+', '-', or digit after exponent");
      }
      int exponentStart = next;
      c = skipDigits(c);
      if (next - exponentStart > EXPONENT_DIGITS_MAX) {
        return fail("invalid number; exponent too long");
      }
    }
    unget();
    return kind;
  }

  private int skipDigits(int c) {
    int current = c;
    while (isDigit(current)) {
      current = get();
    }
    return current;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
