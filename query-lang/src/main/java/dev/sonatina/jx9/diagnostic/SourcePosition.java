package dev.sonatina.jx9.diagnostic;

/**
 * A place in a script.
 *
 * @param line counted from 1
 * @param column counted from 1 in characters, not bytes; a tab is one character
 */
public record SourcePosition(int line, int column) {
  /** The place of the first character. */
  public static final SourcePosition START = new SourcePosition(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
