package dev.sonatina.cli;

/**
 * The line of a script that an error is in, as much of it as fits on a screen, with the place of
 * the error.
 *
 * @param text what is shown of the line
 * @param indent white space as wide as the text before the place; a tab stays a tab
 */
record SourceExcerpt(String text, String indent) {

  private static final int BEFORE_MAX = 90;
  private static final int AFTER_MAX = 50;
  private static final String CUT = "…";

  /**
   * Cuts out what is around a place.
   *
   * @param column in characters, from 1
   */
  static SourceExcerpt of(String line, int column) {
    int[] characters = line.stripTrailing().codePoints().toArray();
    int place = Math.min(Math.max(0, column - 1), characters.length);
    int from = Math.max(0, place - BEFORE_MAX);
    int to = Math.min(characters.length, place + AFTER_MAX);
    String before = (from > 0 ? CUT : "") + new String(characters, from, place - from);
    String after = new String(characters, place, to - place) + (to < characters.length ? CUT : "");
    StringBuilder indent = new StringBuilder();
    before.codePoints().forEach(c -> indent.append(c == '\t' ? '\t' : ' '));
    return new SourceExcerpt(before + after, indent.toString());
  }
}
