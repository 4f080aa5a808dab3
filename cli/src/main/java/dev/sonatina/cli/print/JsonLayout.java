package dev.sonatina.cli.print;

import java.nio.charset.StandardCharsets;

/**
 * How JSON text is laid out: on one line or indented, in colours or without. The values stay as
 * they are written, digit by digit.
 *
 * @param isIndented whether each member and element gets a line of its own
 */
public record JsonLayout(Palette palette, boolean isIndented) {

  private static final String INDENT = "  ";

  /**
   * Lays a text out.
   *
   * @param json compact JSON in UTF-8
   */
  public byte[] apply(byte[] json) {
    if (!isIndented && palette == Palette.PLAIN) {
      return json;
    }
    StringBuilder text = new StringBuilder(json.length * 2);
    JsonTokens tokens = new JsonTokens(json);
    int depth = 0;
    while (tokens.next()) {
      switch (tokens.kind()) {
        case OPEN -> {
          text.append(tokens.text());
          depth++;
          if (!tokens.isBeforeClose()) {
            breakLine(text, depth);
          }
        }
        case CLOSE -> {
          depth--;
          if (!tokens.isAfterOpen()) {
            breakLine(text, depth);
          }
          text.append(tokens.text());
        }
        case COMMA -> {
          text.append(',');
          breakLine(text, depth);
        }
        case COLON -> text.append(isIndented ? ": " : ":");
        case NAME -> text.append(palette.code(tokens.text()));
        case STRING -> text.append(palette.good(tokens.text()));
        case NUMBER -> text.append(palette.number(tokens.text()));
        case WORD -> text.append(palette.faint(tokens.text()));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void breakLine(StringBuilder text, int depth) {
    if (isIndented) {
      text.append('\n').append(INDENT.repeat(depth));
    }
  }
}
