package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * One node of the flat rows that the original's expression parser works on: a term, an operator, or
 * a bracket or colon.
 */
final class FaultNode {
  /** What a term is; the rest of its tokens are looked at only when code is made for it. */
  enum Term {
    VARIABLE,
    WORD,
    NUMBER,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    NOWDOC,
    ARRAY,
    OBJECT,
    LAMBDA,
    CONSTRUCT
  }

  static final int NO_LEVEL = 0;
  static final int LEVEL_POSTFIX = 2;
  static final int LEVEL_STEP = 3;
  static final int LEVEL_UNARY = 4;
  static final int LEVEL_CONDITIONAL = 17;
  static final int LEVEL_ASSIGNMENT = 18;
  static final int LEVEL_COMMA = 22;

  /** The first token, and the one behind the last. */
  final int start;

  final int end;
  final int type;
  final @Nullable Term term;

  /** The strength of the operator, {@link #NO_LEVEL} if the node is none. */
  int level;

  boolean isCall;
  @Nullable FaultNode left;
  @Nullable FaultNode right;
  @Nullable FaultNode condition;
  final List<FaultNode> arguments = new ArrayList<>();

  FaultNode(int start, int end, int type, @Nullable Term term, int level) {
    this.start = start;
    this.end = end;
    this.type = type;
    this.term = term;
    this.level = level;
  }

  boolean isOperator() {
    return level != NO_LEVEL;
  }

  /** An operator that has not got its operands yet. */
  boolean waits(int atLevel) {
    return level == atLevel && left == null;
  }

  /** A node that can be an operand: no operator, or one that has its operands. */
  boolean isOperand() {
    return !isOperator() || left != null;
  }

  boolean isVariable() {
    return term == Term.VARIABLE;
  }

  boolean isComma() {
    return type == Jx9Parser.COMMA;
  }

  /** Whether {@code +=} and the like can store into it. */
  boolean isModifiable() {
    if (!isOperator()) {
      return isVariable();
    }
    if (type == Jx9Parser.DOT) {
      return true;
    }
    FaultNode container = left;
    if (type != Jx9Parser.OPEN_BRACKET || container == null) {
      return false;
    }
    return container.isOperator()
        ? container.type == Jx9Parser.OPEN_BRACKET || container.type == Jx9Parser.DOT
        : container.isVariable();
  }

  /** The level of an operator token; {@code unary} decides about plus and minus. */
  static int levelOf(int type, boolean unary) {
    return switch (type) {
      case Jx9Parser.DOT -> LEVEL_POSTFIX;
      case Jx9Parser.INCREMENT, Jx9Parser.DECREMENT -> LEVEL_STEP;
      case Jx9Parser.TILDE, Jx9Parser.BANG -> LEVEL_UNARY;
      case Jx9Parser.CAST_INT, Jx9Parser.CAST_FLOAT, Jx9Parser.CAST_STRING, Jx9Parser.CAST_BOOL ->
          LEVEL_UNARY;
      case Jx9Parser.PLUS, Jx9Parser.MINUS -> unary ? LEVEL_UNARY : 8;
      case Jx9Parser.QUESTION -> LEVEL_CONDITIONAL;
      case Jx9Parser.COMMA -> LEVEL_COMMA;
      default ->
          type >= Jx9Parser.ASSIGN && type <= Jx9Parser.SHIFT_RIGHT_ASSIGN
              ? LEVEL_ASSIGNMENT
              : levelOfBinary(type);
    };
  }

  private static int levelOfBinary(int type) {
    return switch (type) {
      case Jx9Parser.STAR, Jx9Parser.SLASH, Jx9Parser.PERCENT -> 7;
      case Jx9Parser.CONCAT -> 8;
      case Jx9Parser.SHIFT_LEFT, Jx9Parser.SHIFT_RIGHT -> 9;
      case Jx9Parser.LESS,
          Jx9Parser.GREATER,
          Jx9Parser.LESS_OR_EQUAL,
          Jx9Parser.GREATER_OR_EQUAL,
          Jx9Parser.LESS_GREATER ->
          10;
      case Jx9Parser.EQUAL, Jx9Parser.NOT_EQUAL, Jx9Parser.IDENTICAL, Jx9Parser.NOT_IDENTICAL -> 11;
      case Jx9Parser.AMPERSAND -> 12;
      case Jx9Parser.CARET -> 13;
      case Jx9Parser.BAR -> 14;
      case Jx9Parser.AND -> 15;
      case Jx9Parser.OR -> 16;
      default -> NO_LEVEL;
    };
  }

  /** The kind of a term that is a single literal token, null for others. */
  static @Nullable Term literal(int type) {
    return switch (type) {
      case Jx9Parser.INTEGER, Jx9Parser.REAL -> Term.NUMBER;
      case Jx9Parser.SINGLE_QUOTED -> Term.SINGLE_QUOTED;
      case Jx9Parser.DOUBLE_QUOTED -> Term.DOUBLE_QUOTED;
      case Jx9Parser.NOWDOC -> Term.NOWDOC;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return (type == Token.EOF ? "end" : Jx9Parser.VOCABULARY.getSymbolicName(type)) + "@" + start;
  }
}
