package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.parse.FaultNode.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tokens of one expression into a row of nodes and reduces the row to a tree, level by
 * level, as the original does; throws at the first error.
 */
/*
 * The row keeps its length: a node that has become an operand of another leaves an empty place, and the result of a part of the row ends
 * up in the first place of that part. Which token an error is reported at follows from these moves, so they are made faithfully.
 */
final class FaultRow {
  private final TokenRow tokens;
  private final boolean assignsToConstants;
  private final List<FaultNode> extracted = new ArrayList<>();

  /**
   * @param assignsToConstants whether assignments to constants are let pass
   */
  FaultRow(TokenRow tokens, boolean assignsToConstants) {
    this.tokens = tokens;
    this.assignsToConstants = assignsToConstants;
  }

  /**
   * The tree of the tokens from {@code start} to before {@code end}; null if there is nothing but
   * empty parentheses.
   */
  @Nullable FaultNode reduce(int start, int end) {
    int at = start;
    while (at < end) {
      FaultNode node = extract(at, end);
      extracted.add(node);
      at = node.end;
    }
    verify();
    @Nullable FaultNode[] row = extracted.toArray(new @Nullable FaultNode[0]);
    new FaultReduction(tokens, row, assignsToConstants).reduce(0, row.length);
    return row.length == 0 ? null : row[0];
  }

  // --- nodes

  private FaultNode extract(int at, int end) {
    int type = tokens.type(at);
    if (type == Jx9Parser.OPEN_BRACKET) {
      return isSubscript(at) ? node(at, at + 1, null, FaultNode.LEVEL_POSTFIX) : array(at, end);
    }
    int level = FaultNode.levelOf(type, isUnary(at));
    if (level != FaultNode.NO_LEVEL) {
      return node(at, at + 1, null, level);
    }
    if (type == Jx9Parser.DOLLAR) {
      if (at + 1 >= end) {
        throw tokens.error(at, "Invalid variable name");
      }
      return node(at, at + 2, Term.VARIABLE, FaultNode.NO_LEVEL);
    }
    if (type == Jx9Parser.OPEN_BRACE) {
      return object(at, end);
    }
    return tokens.isWord(at) ? word(at, end) : other(at);
  }

  private FaultNode node(int start, int end, @Nullable Term term, int level) {
    return new FaultNode(start, end, tokens.type(start), term, level);
  }

  /** A bracket continues what ends with a word, a bracket or a parenthesis before it. */
  private boolean isSubscript(int at) {
    return switch (tokens.type(at - 1)) {
      case Jx9Parser.IDENTIFIER, Jx9Parser.CLOSE_BRACKET, Jx9Parser.CLOSE_PAREN -> true;
      default -> false;
    };
  }

  private boolean isUnary(int at) {
    int before = tokens.type(at - 1);
    if (at == 0) {
      return true;
    }
    return switch (before) {
      case Jx9Parser.OPEN_PAREN, Jx9Parser.OPEN_BRACE, Jx9Parser.OPEN_BRACKET, Jx9Parser.COLON ->
          true;
      case Jx9Parser.INCREMENT, Jx9Parser.DECREMENT -> false;
      default -> FaultNode.levelOf(before, false) != FaultNode.NO_LEVEL;
    };
  }

  private FaultNode array(int at, int end) {
    int close = tokens.closing(at, end);
    if (close >= end) {
      throw tokens.error(at, "JSON Array: Missing closing square bracket ']'");
    }
    return node(at, close + 1, Term.ARRAY, FaultNode.NO_LEVEL);
  }

  private FaultNode object(int at, int end) {
    int close = tokens.closing(at, end);
    if (close >= end) {
      throw tokens.error(at, "JSON Object: Missing closing braces '}'");
    }
    tokens.note(at, Jx9Parser.OPEN_OBJECT);
    return node(at, close + 1, Term.OBJECT, FaultNode.NO_LEVEL);
  }

  private FaultNode word(int at, int end) {
    if (tokens.type(at) == Jx9Parser.FUNCTION && at + 1 < end) {
      tokens.note(at, Jx9Parser.LAMBDA);
      return node(at, endOfLambda(at, end), Term.LAMBDA, FaultNode.NO_LEVEL);
    }
    if (tokens.isConstruct(at) && at + 1 < end) {
      return node(at, tokens.closingAny(at, end), Term.CONSTRUCT, FaultNode.NO_LEVEL);
    }
    tokens.note(at, Jx9Parser.IDENTIFIER);
    return node(at, at + 1, Term.WORD, FaultNode.NO_LEVEL);
  }

  private int endOfLambda(int keyword, int end) {
    int at = keyword + 1;
    if (at < end && tokens.isWord(at)) {
      at++;
    }
    if (at >= end || tokens.type(at) != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(
          keyword, "Missing opening parenthesis '(' while declaring annonymous function");
    }
    at = tokens.closing(at, end);
    if (at + 1 >= end) {
      throw tokens.error(keyword, "Syntax error while declaring annonymous function");
    }
    at++;
    if (tokens.type(at) != Jx9Parser.OPEN_BRACE) {
      throw tokens.error(keyword, "Syntax error while declaring annonymous function, missing '{'");
    }
    at = tokens.closing(at, end);
    return Math.min(at + 1, end);
  }

  private FaultNode other(int at) {
    Term literal = FaultNode.literal(tokens.type(at));
    if (literal == null && !isPunctuation(tokens.type(at))) {
      throw tokens.unexpected(at, "Syntax error: Unexpected token");
    }
    return node(at, at + 1, literal, FaultNode.NO_LEVEL);
  }

  private static boolean isPunctuation(int type) {
    return switch (type) {
      case Jx9Parser.OPEN_PAREN,
          Jx9Parser.CLOSE_PAREN,
          Jx9Parser.CLOSE_BRACKET,
          Jx9Parser.CLOSE_BRACE,
          Jx9Parser.COLON ->
          true;
      default -> false;
    };
  }

  // --- brackets

  /** Finds out which parentheses are calls, and that all brackets have partners. */
  private void verify() {
    if (!extracted.isEmpty() && extracted.get(0).level == 8 && isSign(extracted.get(0))) {
      extracted.get(0).level = FaultNode.LEVEL_UNARY;
    }
    int parentheses = 0;
    int brackets = 0;
    for (int i = 0; i < extracted.size(); i++) {
      FaultNode node = extracted.get(i);
      switch (node.type) {
        case Jx9Parser.OPEN_PAREN -> {
          node.isCall = i > 0 && canBeCalled(extracted.get(i - 1));
          node.level = node.isCall ? FaultNode.LEVEL_POSTFIX : FaultNode.NO_LEVEL;
          parentheses++;
        }
        case Jx9Parser.CLOSE_PAREN -> parentheses = closed(parentheses, node);
        case Jx9Parser.OPEN_BRACKET -> brackets += node.term == null ? 1 : 0;
        case Jx9Parser.CLOSE_BRACKET -> brackets = closed(brackets, node);
        case Jx9Parser.CLOSE_BRACE -> closed(0, node);
        default -> {
          if (i > 0
              && node.level == FaultNode.LEVEL_UNARY
              && isSign(node)
              && isName(extracted.get(i - 1))) {
            node.level = 8;
          }
        }
      }
    }
    if (parentheses != 0 || brackets != 0) {
      throw tokens.error(extracted.get(0).start, "Syntax error, mismatched '(', '[' or '{'");
    }
  }

  private int closed(int open, FaultNode node) {
    if (open <= 0) {
      throw tokens.unexpected(node.start, "Syntax error: Unexpected token");
    }
    return open - 1;
  }

  private static boolean isSign(FaultNode node) {
    return node.type == Jx9Parser.PLUS || node.type == Jx9Parser.MINUS;
  }

  private static boolean isName(FaultNode node) {
    return node.term == Term.VARIABLE || node.term == Term.WORD;
  }

  private boolean canBeCalled(FaultNode before) {
    if (before.isOperator()) {
      return isName(before);
    }
    return isName(before)
        || tokens.isWord(before.start)
        || switch (before.type) {
          case Jx9Parser.SINGLE_QUOTED,
              Jx9Parser.DOUBLE_QUOTED,
              Jx9Parser.CLOSE_PAREN,
              Jx9Parser.CLOSE_BRACKET ->
              true;
          default -> false;
        };
  }
}
