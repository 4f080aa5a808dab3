package dev.sonatina.net.sonata.script;

import dev.sonatina.net.sonata.backend.BackendFault;

/**
 * Cuts a function out of a script's text, to be sent elsewhere.
 *
 * <p>Like the original's, this is a search for the text {@code function NAME} and its braces, not a
 * parse: braces in strings count.
 */
final class FunctionSource {

  private static final String KEYWORD = "function";

  private final String script;
  private final String name;
  private int start;
  private int bodyStart;
  private int end;

  private FunctionSource(String script, String name) {
    this.script = script;
    this.name = name;
  }

  /** The whole declaration. */
  static String declaration(String script, String name) {
    FunctionSource source = find(script, name);
    return script.substring(source.start, source.end);
  }

  /** What is between the braces. */
  static String body(String script, String name) {
    FunctionSource source = find(script, name);
    return script.substring(source.bodyStart, source.end - 1);
  }

  private static FunctionSource find(String script, String name) {
    FunctionSource source = new FunctionSource(script, name);
    for (int at = script.indexOf(KEYWORD); at >= 0; at = script.indexOf(KEYWORD, at + 1)) {
      if (source.isDeclarationAt(at)) {
        return source;
      }
    }
    throw new BackendFault("Could not find source code for function " + name);
  }

  private boolean isDeclarationAt(int at) {
    int afterKeyword = at + KEYWORD.length();
    if ((at > 0 && isNamePart(script.charAt(at - 1))) || isNamePartAt(afterKeyword)) {
      return false;
    }
    int nameAt = afterKeyword;
    while (nameAt < script.length() && !isNamePartAt(nameAt)) {
      nameAt++;
    }
    if (!script.startsWith(name, nameAt) || isNamePartAt(nameAt + name.length())) {
      return false;
    }
    int open = script.indexOf('{', nameAt);
    int close = open < 0 ? -1 : closingBrace(open);
    start = at;
    bodyStart = open + 1;
    end = close + 1;
    return close >= 0;
  }

  private int closingBrace(int open) {
    int depth = 0;
    for (int i = open; i < script.length(); i++) {
      if (script.charAt(i) == '{') {
        depth++;
      } else if (script.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private boolean isNamePartAt(int index) {
    return index < script.length() && isNamePart(script.charAt(index));
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
