package dev.sonatina.cli;

import java.util.regex.Pattern;

/** What is typed in a shell until it is whole: one or more lines of Jx9. */
final class ShellEntry {

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(print|echo|return|exit|die|static|uplink|const|import|include|break|continue)\\b.*",
          Pattern.DOTALL);

  /** Begins something whose body may stand on the next line. */
  private static final Pattern HEAD =
      Pattern.compile("(while|for|foreach|if|else|elseif|switch|function)\\b.*", Pattern.DOTALL);

  private final StringBuilder text = new StringBuilder();

  void add(String line) {
    text.append(line).append('\n');
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether every bracket, string and comment is closed and nothing has to follow. */
  boolean isWhole() {
    int depth = depth();
    String trimmed = text.toString().strip();
    return depth == 0 && (isClosed(trimmed) || !HEAD.matcher(trimmed).matches());
  }

  private static boolean isClosed(String trimmed) {
    return trimmed.endsWith(";") || trimmed.endsWith("}");
  }

  /**
   * The script to run: an expression alone gives its value.
   *
   * @param isPrinted whether as output, since a server does not send what a script returns
   */
  String script(boolean isPrinted) {
    String trimmed = text.toString().strip();
    if (trimmed.isEmpty() || isClosed(trimmed)) {
      return trimmed;
    }
    if (STATEMENT.matcher(trimmed).matches()) {
      return trimmed + ";";
    }
    return isPrinted ? "print json_encode(" + trimmed + ") .. \"\\n\";" : "return " + trimmed + ";";
  }

  /** Brackets that are open at the end; an open string or comment counts as one. */
  private int depth() {
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = endOfString(at, c);
      } else if (startsWith(at, "//") || c == '#') {
        at = endOf(at, "\n");
      } else if (startsWith(at, "/*")) {
        at = endOf(at, "*/");
      } else {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        at++;
      }
      if (at < 0) {
        return depth + 1;
      }
    }
    return Math.max(0, depth);
  }

  private boolean startsWith(int at, String sign) {
    return text.indexOf(sign, at) == at;
  }

  private int endOfString(int at, char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return -1;
  }

  private int endOf(int at, String sign) {
    int end = text.indexOf(sign, at + 1);
    return end < 0 ? -1 : end + sign.length();
  }
}
