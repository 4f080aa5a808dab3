package dev.sonatina.jx9.diagnostic;

/**
 * One thing that is wrong with the text of a script.
 *
 * @param position where it was noticed
 * @param message the text the original engine gives where that is known
 * @param sourceLine the line of the script the position is in, without its line end
 */
public record Diagnostic(SourcePosition position, String message, String sourceLine) {
  /** The form in which the original engine logs it: {@code LINE Error: message}. */
  public String logLine() {
    return position.line() + " Error: " + message;
  }

  /** The message with the source line and a mark under the place: three lines for a person. */
  public String explain() {
    return "line "
        + position.line()
        + ", column "
        + position.column()
        + ": "
        + message
        + "\n  "
        + sourceLine
        + "\n  "
        + mark();
  }

  private String mark() {
    StringBuilder mark = new StringBuilder();
    int end = Math.min(position.column() - 1, sourceLine.length());
    for (int i = 0; i < end; i++) {
      mark.append(sourceLine.charAt(i) == '\t' ? '\t' : ' ');
    }
    return mark.append('^').toString();
  }
}
