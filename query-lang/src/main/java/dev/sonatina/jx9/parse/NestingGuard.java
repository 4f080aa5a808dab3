package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Lexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token at which a script nests too deep for a recursive parser, before such a parser
 * sees it.
 */
/*
 * A parser recurses for brackets, and for what waits for its right side. Brackets are counted as they open and close. The others are
 * counted for each bracket level and forgotten where they must have ended:
 *
 *   prefix operators           at an operator that binds weaker, a comma, the end of a statement
 *   assignments, print, …      at a comma, the end of a statement
 *   ?, if, while, …            at the end of a statement
 *
 * A statement ends at a semicolon or at a brace that closes a block, unless `else` follows. What waits around a bracket waits while
 * the bracket is open.
 */
final class NestingGuard {
  private static final class Level {
    final int around;
    final boolean isBlock;
    int prefixes;
    int expressions;
    int statements;
    boolean ended;
    boolean lambda;

    Level(int around, boolean isBlock) {
      this.around = around;
      this.isBlock = isBlock;
    }

    int total() {
      return around + prefixes + expressions + statements;
    }

    void endOfStatement() {
      prefixes = 0;
      expressions = 0;
      statements = 0;
      ended = false;
    }
  }

  private final int max;
  private final List<Level> levels = new ArrayList<>();
  private Level level = new Level(0, true);

  NestingGuard(int max) {
    this.max = max;
  }

  /** The first token that is nested deeper than allowed, null if there is none. */
  @Nullable Token firstTooDeep(List<? extends Token> tokens) {
    Token previous = null;
    for (Token token : tokens) {
      step(token.getType(), previous == null ? Token.INVALID_TYPE : previous.getType());
      if (level.total() > max) {
        return token;
      }
      previous = token;
    }
    return null;
  }

  private void step(int type, int previous) {
    if (level.ended) {
      if (type == Jx9Lexer.ELSE || type == Jx9Lexer.ELSEIF) {
        level.ended = false;
      } else {
        level.endOfStatement();
      }
    }
    switch (type) {
      case Jx9Lexer.OPEN_PAREN, Jx9Lexer.OPEN_BRACKET -> open(false);
      case Jx9Lexer.OPEN_BRACE -> open(opensBlock(previous));
      case Jx9Lexer.CLOSE_PAREN, Jx9Lexer.CLOSE_BRACKET, Jx9Lexer.CLOSE_BRACE -> close();
      case Jx9Lexer.SEMICOLON -> level.ended = true;
      case Jx9Lexer.COMMA -> {
        level.prefixes = 0;
        level.expressions = 0;
      }
      case Jx9Lexer.TILDE, Jx9Lexer.BANG -> level.prefixes++;
      case Jx9Lexer.CAST_INT, Jx9Lexer.CAST_FLOAT, Jx9Lexer.CAST_STRING, Jx9Lexer.CAST_BOOL ->
          level.prefixes++;
      case Jx9Lexer.MINUS, Jx9Lexer.PLUS, Jx9Lexer.INCREMENT, Jx9Lexer.DECREMENT ->
          sign(type, previous);
      case Jx9Lexer.PRINT, Jx9Lexer.INCLUDE, Jx9Lexer.IMPORT, Jx9Lexer.DIE, Jx9Lexer.EXIT ->
          level.expressions++;
      case Jx9Lexer.IF, Jx9Lexer.ELSEIF, Jx9Lexer.WHILE, Jx9Lexer.FOR, Jx9Lexer.FOREACH ->
          level.statements++;
      case Jx9Lexer.SWITCH -> level.statements++;
      case Jx9Lexer.QUESTION -> {
        level.prefixes = 0;
        level.statements++;
      }
      case Jx9Lexer.FUNCTION -> level.lambda = !startsStatement(previous);
      default -> operator(type);
    }
  }

  private void sign(int type, int previous) {
    if (!endsOperand(previous)) {
      level.prefixes++;
    } else if (type == Jx9Lexer.MINUS || type == Jx9Lexer.PLUS) {
      level.prefixes = 0;
    }
  }

  private void operator(int type) {
    if (type >= Jx9Lexer.ASSIGN && type <= Jx9Lexer.SHIFT_RIGHT_ASSIGN) {
      level.prefixes = 0;
      level.expressions++;
    } else if (type == Jx9Lexer.CONCAT
        || type == Jx9Lexer.COLON
        || (type >= Jx9Lexer.STAR && type <= Jx9Lexer.OR)) {
      level.prefixes = 0;
    }
  }

  private void open(boolean block) {
    levels.add(level);
    level = new Level(level.total() + 1, block);
  }

  private void close() {
    if (!levels.isEmpty()) {
      boolean block = level.isBlock;
      level = levels.remove(levels.size() - 1);
      level.ended |= block;
    }
  }

  /**
   * Whether a brace after {@code previous} opens a block whose end is the end of a statement. The
   * body of a lambda is none.
   */
  private boolean opensBlock(int previous) {
    if (previous == Jx9Lexer.CLOSE_PAREN && level.lambda) {
      level.lambda = false;
      return false;
    }
    return switch (previous) {
      case Jx9Lexer.CLOSE_PAREN, Jx9Lexer.ELSE, Jx9Lexer.SEMICOLON, Jx9Lexer.CLOSE_BRACE -> true;
      default -> false;
    };
  }

  private static boolean startsStatement(int previous) {
    return switch (previous) {
      case Token.INVALID_TYPE,
          Jx9Lexer.SEMICOLON,
          Jx9Lexer.OPEN_BRACE,
          Jx9Lexer.CLOSE_BRACE,
          Jx9Lexer.CLOSE_PAREN,
          Jx9Lexer.ELSE ->
          true;
      default -> false;
    };
  }

  private static boolean endsOperand(int previous) {
    return switch (previous) {
      case Jx9Lexer.CLOSE_PAREN,
          Jx9Lexer.CLOSE_BRACKET,
          Jx9Lexer.CLOSE_BRACE,
          Jx9Lexer.INCREMENT,
          Jx9Lexer.DECREMENT ->
          true;
      case Jx9Lexer.INTEGER,
          Jx9Lexer.REAL,
          Jx9Lexer.SINGLE_QUOTED,
          Jx9Lexer.DOUBLE_QUOTED,
          Jx9Lexer.NOWDOC ->
          true;
      case Jx9Lexer.PRINT, Jx9Lexer.RETURN -> false;
      default -> previous >= Jx9Lexer.PRINT && previous <= Jx9Lexer.IDENTIFIER;
    };
  }
}
