package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.parse.FaultNode.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first error in expressions: first in their shape, then in their parts, in the order in
 * which code is made for them.
 */
final class ExpressionFaults {
  private final TokenRow tokens;
  private final StatementFaults statements;
  private boolean inConstant;

  ExpressionFaults(TokenRow tokens, StatementFaults statements) {
    this.tokens = tokens;
    this.statements = statements;
  }

  /**
   * Looks at the expression from {@code start} up to a semicolon or {@code end}; answers where it
   * ends.
   */
  int check(int start, int end) {
    int stop = tokens.endOfStatement(start, end);
    checkWhole(start, stop);
    return stop;
  }

  /** As {@link #check}, and there must be more than empty parentheses. */
  int checkValue(int start, int end) {
    int stop = tokens.endOfStatement(start, end);
    if (!checkWhole(start, stop)) {
      // The original takes whatever lies on its stack for the value.
      tokens.keepUncounted(tokens.unexpected(stop - 1, "Syntax error: Unexpected token"));
    }
    return stop;
  }

  /**
   * As {@link #check}, for the value of a constant, which may never be asked for: {@code const A =
   * 1, B = 2;} declares only A, whose value assigns to what B is.
   */
  int checkConstant(int start, int end) {
    inConstant = true;
    int stop = check(start, end);
    inConstant = false;
    return stop;
  }

  /** As {@link #check}, and what follows a semicolon before {@code end} means nothing. */
  void checkUpTo(int start, int end) {
    tokens.hide(check(start, end), end);
  }

  /** As {@link #checkUpTo}, and the expression must be a single term of a certain kind. */
  void checkTerm(int start, int end, TermCheck check) {
    int stop = tokens.endOfStatement(start, end);
    FaultNode root = new FaultRow(tokens, inConstant).reduce(start, stop);
    check.accept(root);
    if (root != null) {
      checkParts(root);
    }
    tokens.hide(stop, end);
  }

  /** Refuses terms, and that there is none, which is null. */
  @FunctionalInterface
  interface TermCheck {
    void accept(@Nullable FaultNode root);
  }

  /** Answers whether there is anything, empty parentheses not counted. */
  private boolean checkWhole(int start, int end) {
    FaultNode root = start >= end ? null : new FaultRow(tokens, inConstant).reduce(start, end);
    if (root != null) {
      checkParts(root);
    }
    return root != null;
  }

  private void checkParts(FaultNode root) {
    Deque<FaultNode> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      FaultNode node = pending.pop();
      if (node.term != null) {
        checkTerm(node);
      } else if (!node.isOperator()) {
        throw tokens.error(node.start, "Invalid expression node, JX9 is aborting compilation");
      } else {
        pushParts(pending, node);
      }
    }
  }

  /**
   * Arguments come before what is called, an index after what it is an index of, a condition before
   * both branches.
   */
  private static void pushParts(Deque<FaultNode> pending, FaultNode node) {
    push(pending, node.right);
    if (node.isCall) {
      push(pending, node.left);
      pushArguments(pending, node);
    } else {
      pushArguments(pending, node);
      push(pending, node.left);
    }
    push(pending, node.condition);
  }

  private static void pushArguments(Deque<FaultNode> pending, FaultNode node) {
    for (int i = node.arguments.size() - 1; i >= 0; i--) {
      pending.push(node.arguments.get(i));
    }
  }

  private static void push(Deque<FaultNode> pending, @Nullable FaultNode node) {
    if (node != null) {
      pending.push(node);
    }
  }

  private void checkTerm(FaultNode node) {
    Term term = node.term;
    if (term == null) {
      return;
    }
    switch (term) {
      case VARIABLE -> {
        if (!tokens.isWord(node.start + 1)) {
          throw tokens.error(node.start, "Invalid variable name");
        }
      }
      case DOUBLE_QUOTED -> checkString(node.start);
      case ARRAY -> checkArray(node.start + 1, node.end - 1);
      case OBJECT -> checkObject(node.start + 1, node.end - 1);
      case LAMBDA -> statements.checkLambda(node.start, node.end);
      case CONSTRUCT -> checkConstruct(node.start, node.end);
      default -> {}
    }
  }

  private void checkString(int index) {
    for (EscapeReader.Piece piece : EscapeReader.pieces(Operators.unquote(tokens.text(index)))) {
      if (!piece.isText()) {
        statements.checkEmbedded(piece.content());
      }
    }
  }

  private void checkArray(int start, int end) {
    int at = afterCommas(start, end);
    while (at < end && tokens.type(at) != Jx9Parser.SEMICOLON) {
      int stop = tokens.endOfItem(at, end);
      check(at, stop);
      at = afterCommas(stop, end);
    }
    tokens.hide(at, end);
  }

  private int afterCommas(int start, int end) {
    int at = start;
    while (at < end && tokens.type(at) == Jx9Parser.COMMA) {
      at++;
    }
    return at;
  }

  private void checkObject(int start, int end) {
    int at = afterCommas(start, end);
    while (at < end && tokens.type(at) != Jx9Parser.SEMICOLON) {
      int stop = tokens.endOfItem(at, end);
      checkEntry(at, stop);
      at = afterCommas(stop, end);
    }
    // After a semicolon nothing counts.
    tokens.hide(at, end);
  }

  private void checkEntry(int start, int end) {
    int colon = colonOf(start, end);
    if (colon >= end) {
      throw tokens.error(colon, "JSON Object: Missing colon string \":\"");
    }
    if (colon + 1 >= end) {
      throw tokens.error(colon, "JSON Object: Missing entry value");
    }
    checkTerm(start, colon, key -> checkKey(key, colon));
    checkValue(colon + 1, end);
  }

  private int colonOf(int start, int end) {
    int at = start;
    while (at < end && tokens.type(at) != Jx9Parser.COLON) {
      at++;
    }
    return at;
  }

  private void checkKey(@Nullable FaultNode key, int colon) {
    if (key == null) {
      // The original takes whatever lies on its stack for the key.
      tokens.keepUncounted(tokens.error(colon, "JSON Object: Missing entry key"));
    } else if (!(key.term == Term.VARIABLE
        || key.term == Term.SINGLE_QUOTED
        || key.term == Term.DOUBLE_QUOTED
        || key.term == Term.WORD)) {
      throw tokens.error(
          key.start,
          "JSON Object: Unexpected expression, key must be of type string, literal or simple variable");
    }
  }

  private void checkConstruct(int start, int end) {
    if (tokens.type(start) != Jx9Parser.PRINT) {
      check(start + 1, end);
      return;
    }
    boolean printsNothing = true;
    int at = start + 1;
    while (at < end && tokens.type(at) != Jx9Parser.SEMICOLON) {
      int stop = tokens.endOfItem(at, end);
      printsNothing &= !checkWhole(at, tokens.endOfStatement(at, stop));
      at = afterCommas(stop, end);
    }
    if (printsNothing) {
      tokens.note(start, Jx9Parser.EMPTY_PRINT);
      tokens.hide(start + 1, at);
    }
  }
}
