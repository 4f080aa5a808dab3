package dev.sonatina.jx9.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Resolves the escapes of string literals, and cuts double-quoted ones into texts and variables.
 */
final class EscapeReader {
  private EscapeReader() {}

  /**
   * A piece of a double-quoted string: text, or the expression of a variable still to be parsed.
   */
  record Piece(boolean isText, String content) {}

  /**
   * The text of a single-quoted literal, given without its quotes: only a backslash and a quote can
   * be escaped.
   */
  static String single(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c != '\\') {
        text.append(c);
      } else if (at < raw.length()) {
        char next = raw.charAt(at++);
        if (next != '\\' && next != '\'') {
          text.append('\\');
        }
        text.append(next);
      }
    }
    return text.toString();
  }

  /**
   * The pieces of a double-quoted literal, given without its quotes; texts and variables alternate,
   * beginning with a text.
   */
  static List<Piece> pieces(String raw) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '\\') {
        at = escape(raw, at + 1, text);
      } else if (c == '$' && at + 1 < raw.length() && startsName(raw.charAt(at + 1))) {
        pieces.add(new Piece(true, text.toString()));
        text.setLength(0);
        int end = endOfVariable(raw, at);
        pieces.add(new Piece(false, raw.substring(at, end)));
        at = end;
      } else {
        text.append(c);
        at++;
      }
    }
    pieces.add(new Piece(true, text.toString()));
    return pieces;
  }

  /**
   * Appends what the escape whose backslash stands before {@code at} means, and returns where it
   * ends.
   */
  private static int escape(String raw, int at, StringBuilder text) {
    if (at >= raw.length()) {
      return at;
    }
    char c = raw.charAt(at);
    switch (c) {
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000B');
      case '0' -> text.append('\0');
      case 'x' -> {
        return hexadecimal(raw, at, text);
      }
      case 'o' -> {
        return octal(raw, at, text);
      }
      default -> text.append(c);
    }
    return at + 1;
  }

  /**
   * Two characters count if the first is a hexadecimal digit; a second one that is none counts as
   * -1.
   */
  private static int hexadecimal(String raw, int at, StringBuilder text) {
    int high = at + 1 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
    if (high < 0) {
      text.append('x');
      return at + 1;
    }
    int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : 0;
    text.append((char) (((high << 4) + low) & 0xFF));
    return Math.min(at + 3, raw.length());
  }

  private static int octal(String raw, int at, StringBuilder text) {
    int end = at + 1;
    int value = 0;
    while (end < raw.length() && end < at + 4 && raw.charAt(end) >= '0' && raw.charAt(end) <= '7') {
      value = value * 8 + (raw.charAt(end) - '0');
      end++;
    }
    if (end == at + 1) {
      text.append('o');
    } else if (value > 0) {
      text.append((char) (value & 0xFF));
    }
    return end;
  }

  /**
   * The end of {@code $name.member.member[index]}: any number of members, then at most one bracket.
   */
  private static int endOfVariable(String raw, int start) {
    int at = start;
    while (true) {
      while (at < raw.length() && raw.charAt(at) == '$') {
        at++;
      }
      while (at < raw.length() && isNamePart(raw, at)) {
        at++;
      }
      if (at >= raw.length()) {
        return at;
      }
      if (raw.charAt(at) == '[') {
        return endOfBracket(raw, at);
      }
      if (raw.charAt(at) != '.') {
        return at;
      }
      at++;
    }
  }

  private static int endOfBracket(String raw, int start) {
    int depth = 0;
    int at = start;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
        if (depth == 0) {
          return at;
        }
      }
    }
    return at;
  }

  private static boolean startsName(char c) {
    return isLetter(c) || c >= 0xC0;
  }

  private static boolean isNamePart(String raw, int at) {
    char c = raw.charAt(at);
    return isLetter(c)
        || (c >= '0' && c <= '9')
        || c >= 0xC0
        || (c >= 0x80 && at > 0 && raw.charAt(at - 1) >= 0x80);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
