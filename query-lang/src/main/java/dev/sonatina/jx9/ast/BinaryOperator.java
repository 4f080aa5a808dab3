package dev.sonatina.jx9.ast;

/** The operators between two operands, strongest first. */
public enum BinaryOperator {
  MULTIPLY("*", 7),
  DIVIDE("/", 7),
  MODULO("%", 7),
  ADD("+", 8),
  SUBTRACT("-", 8),
  CONCATENATE("..", 8),
  SHIFT_LEFT("<<", 9),
  SHIFT_RIGHT(">>", 9),
  LESS("<", 10),
  GREATER(">", 10),
  LESS_OR_EQUAL("<=", 10),
  GREATER_OR_EQUAL(">=", 10),
  /** As {@link #NOT_EQUAL}, but binding as {@link #LESS} does. */
  LESS_GREATER("<>", 10),
  EQUAL("==", 11),
  NOT_EQUAL("!=", 11),
  IDENTICAL("===", 11),
  NOT_IDENTICAL("!==", 11),
  BIT_AND("&", 12),
  BIT_XOR("^", 13),
  BIT_OR("|", 14),
  AND("&&", 15),
  OR("||", 16);

  private final String symbol;
  private final int level;

  BinaryOperator(String symbol, int level) {
    this.symbol = symbol;
    this.level = level;
  }

  /** How scripts write it. */
  public String symbol() {
    return symbol;
  }

  /** The level of precedence: operators of a lower number bind tighter. */
  public int level() {
    return level;
  }
}
