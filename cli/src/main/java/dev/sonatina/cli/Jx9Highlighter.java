package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;

/** Colours Jx9 while it is typed. */
final class Jx9Highlighter extends DefaultHighlighter {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//.*|#.*|/\\*.*?(?:\\*/|$))"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\"?|'(?:\\\\.|[^'\\\\])*'?)"
              + "|(?<variable>\\$\\w+)"
              + "|(?<number>\\b\\d[\\w.]*)"
              + "|(?<keyword>\\b(?:if|else|elseif|while|for|foreach|as|in|switch|case|default|break"
              + "|continue|return|function|print|echo|exit|die|static|uplink|const|import|include"
              + "|TRUE|FALSE|NULL|true|false|null)\\b|^\\s*\\.\\w+)",
          Pattern.DOTALL);

  private final Palette palette;

  Jx9Highlighter(Palette palette) {
    this.palette = palette;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return palette == Palette.PLAIN
        ? super.highlight(reader, buffer)
        : AttributedString.fromAnsi(coloured(buffer));
  }

  /** The text with colours around its tokens. */
  String coloured(String text) {
    Matcher tokens = TOKEN.matcher(text);
    StringBuilder coloured = new StringBuilder();
    while (tokens.find()) {
      tokens.appendReplacement(coloured, Matcher.quoteReplacement(coloured(tokens)));
    }
    return tokens.appendTail(coloured).toString();
  }

  private String coloured(Matcher token) {
    String text = token.group();
    if (token.group("comment") != null) {
      return palette.faint(text);
    }
    if (token.group("string") != null) {
      return palette.good(text);
    }
    if (token.group("variable") != null) {
      return palette.code(text);
    }
    return token.group("number") != null ? palette.number(text) : palette.heading(text);
  }
}
