package dev.sonatina.jx9.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text as {@code json_decode} does.
 *
 * <p>More is accepted than JSON: bare words are strings, commas may be missing in objects and
 * repeated anywhere, closing brackets may be missing at the end, text after the first value is only
 * required to consist of tokens. A string ends at the first quote that has no backslash right
 * before it, even if that backslash is itself escaped.
 */
/*
 * The original cuts the whole text into tokens before it looks at the first one, so a bad token at the very end spoils everything. Here
 * tokens are made one at a time while values are built, and what follows the first value is scanned afterwards; a bad token shows in
 * `failed` either way.
 */
final class JsonReader {
  private enum Token {
    OPEN_OBJECT,
    CLOSE_OBJECT,
    OPEN_ARRAY,
    CLOSE_ARRAY,
    COLON,
    COMMA,
    STRING,
    WORD,
    NUMBER,
    END,
    BAD
  }

  /** What one value counts for besides its text. */
  private static final int VALUE_BYTES = 40;

  private static final int STRETCH = 1 << 16;

  private final WorkGuard guard;
  private final HeldMemory memory;
  private final byte[] text;
  private final int end;
  private int at;

  /** Up to here the guard has counted the bytes, {@value #STRETCH} or more at a time. */
  private int counted;

  private Token token = Token.END;
  private int tokenStart;
  private int tokenEnd;
  private boolean hasEscapes;

  JsonReader(StringValue text, WorkGuard guard) {
    this.guard = guard;
    this.memory = new HeldMemory(guard);
    this.text = text.array();
    this.end = text.length();
  }

  @Nullable Value read() {
    advance();
    Value value = value(0);
    if (value != null) {
      while (token != Token.END && token != Token.BAD) {
        advance();
      }
    }
    return token == Token.BAD ? null : value;
  }

  /**
   * The value that starts at the current token, which is left behind; null if none does or it nests
   * too deeply.
   */
  private @Nullable Value value(int depth) {
    if (depth >= JsonText.DEPTH_MAX) {
      return null;
    }
    memory.add(VALUE_BYTES + (long) tokenEnd - tokenStart);
    guard.step(1);
    switch (token) {
      case STRING -> {
        return leave(string());
      }
      case WORD -> {
        return leave(word());
      }
      case NUMBER -> {
        return leave(number());
      }
      case OPEN_ARRAY -> {
        return array(depth);
      }
      case OPEN_OBJECT -> {
        return object(depth);
      }
      default -> {
        return null;
      }
    }
  }

  private Value leave(Value value) {
    advance();
    return value;
  }

  private @Nullable Value array(int depth) {
    MapValue array = MapValue.array();
    advance();
    while (true) {
      skipCommas();
      if (token == Token.END || token == Token.CLOSE_ARRAY) {
        advance();
        return array;
      }
      Value element = value(depth + 1);
      if (element == null
          || (token != Token.COMMA && token != Token.CLOSE_ARRAY && token != Token.END)) {
        return null;
      }
      array.append(element);
    }
  }

  private @Nullable Value object(int depth) {
    MapValue object = MapValue.array();
    advance();
    while (true) {
      skipCommas();
      if (token == Token.END || token == Token.CLOSE_OBJECT) {
        advance();
        return object;
      }
      Value key = token == Token.STRING ? string() : token == Token.WORD ? word() : NullValue.NULL;
      advance();
      if (!(key instanceof StringValue name) || token != Token.COLON) {
        return null;
      }
      advance();
      Value member = value(depth + 1);
      if (member == null) {
        return null;
      }
      object.put(name, member);
    }
  }

  private void skipCommas() {
    while (token == Token.COMMA) {
      advance();
    }
  }

  private Value word() {
    if (is("true")) {
      return BoolValue.TRUE;
    }
    if (is("false")) {
      return BoolValue.FALSE;
    }
    return is("null") ? NullValue.NULL : StringValue.of(text, tokenStart, tokenEnd);
  }

  private boolean is(String word) {
    if (tokenEnd - tokenStart != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[tokenStart + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Value number() {
    int length = tokenEnd - tokenStart;
    long value = 0;
    if (length <= 18 && text[tokenStart] != '0') {
      int i = tokenStart;
      while (i < tokenEnd && NumberReader.isDigit(text[i])) {
        value = value * 10 + (text[i++] - '0');
      }
      if (i == tokenEnd) {
        return IntValue.of(value);
      }
    }
    byte[] digits = Arrays.copyOfRange(text, tokenStart, tokenEnd);
    return NumberReader.toNumber(digits, length);
  }

  private StringValue string() {
    if (!hasEscapes) {
      return StringValue.of(text, tokenStart, tokenEnd);
    }
    ByteBuilder out = new ByteBuilder(tokenEnd - tokenStart);
    for (int i = tokenStart; i < tokenEnd; i++) {
      byte c = text[i];
      if (c == '\\') {
        i++;
        if (i < tokenEnd) {
          out.append(unescaped(text[i]));
        }
      } else {
        out.append(c);
      }
    }
    return out.finish();
  }

  private static int unescaped(byte c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'f' -> '\f';
      default -> c;
    };
  }

  // --- tokens

  private void advance() {
    if (token == Token.BAD) {
      return;
    }
    while (at < end && NumberReader.isSpace(text[at])) {
      at++;
    }
    if (at - counted > STRETCH) {
      guard.step((at - counted) >> 5);
      counted = at;
    }
    if (at >= end) {
      token = Token.END;
      return;
    }
    tokenStart = at;
    tokenEnd = at;
    byte c = text[at];
    if (isWordStart(c)) {
      scanWord();
    } else if (c == '"') {
      scanString();
    } else if (NumberReader.isDigit(c) || c == '-' || c == '+') {
      scanNumber();
    } else {
      token = punctuation(c);
      at++;
    }
  }

  private static Token punctuation(byte c) {
    return switch (c) {
      case '{' -> Token.OPEN_OBJECT;
      case '}' -> Token.CLOSE_OBJECT;
      case '[' -> Token.OPEN_ARRAY;
      case ']' -> Token.CLOSE_ARRAY;
      case ':' -> Token.COLON;
      case ',' -> Token.COMMA;
      default -> Token.BAD;
    };
  }

  private static boolean isWordStart(byte c) {
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || c == '_' || (c & 0xC0) == 0xC0;
  }

  private void scanWord() {
    int i = at;
    while (i < end && (isWordStart(text[i]) || NumberReader.isDigit(text[i]))) {
      boolean isLead = (text[i] & 0xC0) == 0xC0;
      i++;
      while (isLead && i < end && (text[i] & 0xC0) == 0x80) {
        i++;
      }
    }
    at = i;
    tokenEnd = i;
    token = Token.WORD;
  }

  private void scanString() {
    boolean escapes = false;
    int i = at + 1;
    tokenStart = i;
    while (i < end && (text[i] != '"' || text[i - 1] == '\\')) {
      escapes |= text[i] == '\\';
      i++;
    }
    hasEscapes = escapes;
    tokenEnd = i;
    at = i + 1;
    token = i < end ? Token.STRING : Token.BAD;
  }

  private void scanNumber() {
    at++;
    skipDigits();
    if (at < end && text[at] == '.') {
      at++;
      skipDigits();
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      at++;
      if (at < end && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      skipDigits();
    }
    tokenEnd = at;
    token = Token.NUMBER;
  }

  private void skipDigits() {
    while (at < end && NumberReader.isDigit(text[at])) {
      at++;
    }
  }
}
