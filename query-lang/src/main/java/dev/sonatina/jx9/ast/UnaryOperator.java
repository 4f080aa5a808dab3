package dev.sonatina.jx9.ast;

/** The operators before one operand, casts included. */
public enum UnaryOperator {
  MINUS("-"),
  PLUS("+"),
  BIT_NOT("~"),
  NOT("!"),
  CAST_INT("(int)"),
  CAST_FLOAT("(float)"),
  CAST_STRING("(string)"),
  CAST_BOOL("(bool)");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /** How scripts write it. */
  public String symbol() {
    return symbol;
  }
}
