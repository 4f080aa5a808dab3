package dev.sonatina.jx9;

import dev.sonatina.jx9.diagnostic.Diagnostic;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;

/** The characters of a relaxed record literal: blanks, words, strings, numbers. */
final class LiteralText {
  static final int END = -1;

  private final byte[] text;
  private int at;

  LiteralText(byte[] text) {
    this.text = text;
  }

  /** The next byte that is neither blank nor comment, {@link #END} at the end. */
  int peek() {
    skipBlanks();
    return at < text.length ? text[at] & 0xFF : END;
  }

  /** Takes the next byte. */
  void take() {
    at++;
  }

  /** Takes {@code symbol} if it comes next. */
  boolean takes(String symbol) {
    skipBlanks();
    if (text.length - at < symbol.length()) {
      return false;
    }
    for (int i = 0; i < symbol.length(); i++) {
      if (text[at + i] != symbol.charAt(i)) {
        return false;
      }
    }
    at += symbol.length();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length) {
      int c = text[at];
      if (NumberReader.isSpace(c)) {
        at++;
      } else if (c == '#' || (c == '/' && follows('/'))) {
        skipLine();
      } else if (c == '/' && follows('*')) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private boolean follows(int c) {
    return at + 1 < text.length && text[at + 1] == c;
  }

  private void skipLine() {
    while (at < text.length && text[at] != '\n') {
      at++;
    }
  }

  private void skipComment() {
    at += 2;
    while (at < text.length && !(text[at] == '*' && follows('/'))) {
      at++;
    }
    at = Math.min(text.length, at + 2);
  }

  static boolean startsWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0xC0;
  }

  /** A word; one comes next. */
  StringValue word() {
    int start = at;
    while (at < text.length && isWordPart(text[at] & 0xFF)) {
      at++;
    }
    return StringValue.of(text, start, at);
  }

  private static boolean isWordPart(int c) {
    return startsWord(c) || NumberReader.isDigit(c) || c >= 0x80;
  }

  /** The characters of a number; a digit comes next. */
  String number() {
    int start = at;
    while (at < text.length && isNumberPart(start)) {
      at++;
    }
    return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
  }

  private boolean isNumberPart(int start) {
    int c = text[at] & 0xFF;
    if (c == '+' || c == '-') {
      boolean hex = at - start >= 2 && (text[start + 1] | 0x20) == 'x';
      return !hex
          && (text[at - 1] | 0x20) == 'e'
          && at + 1 < text.length
          && NumberReader.isDigit(text[at + 1]);
    }
    return c == '.' ? !follows('.') : isWordPart(c);
  }

  /** A string; its quote comes next. Dollar signs mean nothing. */
  StringValue string() {
    int start = at;
    int quote = text[at++];
    ByteBuilder out = new ByteBuilder(16, dev.sonatina.jx9.value.WorkGuard.NONE);
    while (at < text.length && text[at] != quote) {
      if (text[at] == '\\' && at + 1 < text.length) {
        at++;
        escape(quote, out);
      } else {
        out.append(text[at++]);
      }
    }
    if (at >= text.length) {
      at = start;
      throw error("Unterminated string");
    }
    at++;
    return out.toStringValue();
  }

  private void escape(int quote, ByteBuilder out) {
    int c = text[at++];
    if (quote == '\'') {
      if (c != '\\' && c != '\'') {
        out.append('\\');
      }
      out.append(c);
      return;
    }
    switch (c) {
      case 'a' -> out.append(7);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append(11);
      case '0' -> out.append(0);
      case 'u' -> unicode(out);
      case 'x' -> hexadecimal(out);
      default -> out.append(c);
    }
  }

  private void hexadecimal(ByteBuilder out) {
    if (at + 1 < text.length
        && NumberReader.hexDigit(text[at]) >= 0
        && NumberReader.hexDigit(text[at + 1]) >= 0) {
      out.append((NumberReader.hexDigit(text[at]) << 4) + NumberReader.hexDigit(text[at + 1]));
      at += 2;
    } else {
      out.append('x');
    }
  }

  private void unicode(ByteBuilder out) {
    int unit = codeUnit(at);
    if (unit < 0) {
      out.append('u');
      return;
    }
    at += 4;
    StringBuilder character = new StringBuilder().append((char) unit);
    boolean pair =
        Character.isHighSurrogate((char) unit)
            && at + 1 < text.length
            && text[at] == '\\'
            && text[at + 1] == 'u';
    int low = pair ? codeUnit(at + 2) : -1;
    if (low >= 0 && Character.isLowSurrogate((char) low)) {
      character.append((char) low);
      at += 6;
    }
    for (byte b : character.toString().getBytes(StandardCharsets.UTF_8)) {
      out.append(b);
    }
  }

  private int codeUnit(int from) {
    if (from + 4 > text.length) {
      return -1;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = NumberReader.hexDigit(text[i]);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) + digit;
    }
    return unit;
  }

  /** An error here. */
  Jx9SyntaxException error(String message) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(at, text.length);
    for (int i = 0; i < end; i++) {
      if (text[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int lineEnd = lineStart;
    while (lineEnd < text.length && text[lineEnd] != '\n') {
      lineEnd++;
    }
    int column = new String(text, lineStart, end - lineStart, StandardCharsets.UTF_8).length() + 1;
    String source = new String(text, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
    return new Jx9SyntaxException(
        new Diagnostic(new SourcePosition(line, column), message, source));
  }
}
