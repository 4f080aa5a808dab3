package dev.sonatina.jx9.parse;

/** Finds the text and the end of a nowdoc string in what follows its {@code <<<}. */
final class NowdocScanner {
  private final String input;
  private int at;
  private int textStart;
  private int textEnd;

  NowdocScanner(String input) {
    this.input = input;
  }

  /** Whether the input has the form of a nowdoc; only then the other methods have answers. */
  boolean scan() {
    skipSpaceInLine();
    if (peek() == '\'' || peek() == '"') {
      at++;
    }
    int nameStart = at;
    while (isNamePart(peek())) {
      at++;
    }
    String name = input.substring(nameStart, at);
    if (peek() == '\'' || peek() == '"') {
      at++;
    }
    skipSpaceInLine();
    if (name.isEmpty() || peek() != '\n') {
      return false;
    }
    at++;
    textStart = at;
    findEnd(name);
    return true;
  }

  /**
   * Looks at the start of each line but the first: the name cannot close a text before its first
   * line has ended.
   */
  private void findEnd(String name) {
    while (true) {
      int newline = input.indexOf('\n', at);
      if (newline < 0) {
        at = input.length();
        textEnd = at;
        return;
      }
      at = newline + 1;
      if (input.startsWith(name, at)) {
        int lineStart = at;
        at += name.length();
        if (closes()) {
          textEnd = lineStart;
          return;
        }
      }
    }
  }

  /**
   * Whether nothing but a semicolon follows on this line; stops before the semicolon or the
   * newline.
   */
  private boolean closes() {
    skipSpaceInLine();
    if (at >= input.length() || peek() == '\n') {
      return true;
    }
    if (peek() != ';') {
      return false;
    }
    int semicolon = at;
    at++;
    skipSpaceInLine();
    boolean alone = at >= input.length() || peek() == '\n';
    if (alone) {
      at = semicolon;
    }
    return alone;
  }

  private int peek() {
    return at < input.length() ? input.charAt(at) : -1;
  }

  private void skipSpaceInLine() {
    while (peek() != '\n' && isSpace(peek())) {
      at++;
    }
  }

  /** The number of characters that belong to the nowdoc. */
  int length() {
    return at;
  }

  /** The number of line ends among them. */
  int lines() {
    return (int) input.chars().limit(at).filter(c -> c == '\n').count();
  }

  /** The number of characters after the last line end. */
  int lengthOfLastLine() {
    return at - (input.lastIndexOf('\n', at - 1) + 1);
  }

  /** The text without white space at its end. */
  String text() {
    int end = textEnd;
    while (end > textStart && isSpace(input.charAt(end - 1))) {
      end--;
    }
    return input.substring(textStart, end);
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c >= 0x80;
  }
}
