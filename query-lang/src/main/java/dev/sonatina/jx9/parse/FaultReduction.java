package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import org.jspecify.annotations.Nullable;

/** Reduces a row of nodes to one, strongest operators first, see {@link FaultRow}. */
final class FaultReduction {
  private static final int NONE = -1;

  private final TokenRow tokens;
  private final @Nullable FaultNode[] row;
  private final boolean assignsToConstants;

  FaultReduction(TokenRow tokens, @Nullable FaultNode[] row, boolean assignsToConstants) {
    this.tokens = tokens;
    this.row = row;
    this.assignsToConstants = assignsToConstants;
  }

  /**
   * Reduces the places from {@code from} to before {@code to}; what is left stands in the first.
   */
  void reduce(int from, int to) {
    if (to <= from || (to == from + 1 && row[from] != null && row[from].term != null)) {
      return;
    }
    parentheses(from, to);
    postfix(from, to);
    steps(from, to);
    unary(from, to);
    for (int level = 7; level < FaultNode.LEVEL_CONDITIONAL; level++) {
      binary(from, to, level);
    }
    conditional(from, to);
    assignments(from, to);
    binary(from, to, FaultNode.LEVEL_COMMA);
    root(from, to);
  }

  private Rejection error(FaultNode node, String message) {
    return tokens.error(node.start, "'" + tokens.text(node.start) + "': " + message);
  }

  private void parentheses(int from, int to) {
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null || node.type != Jx9Parser.OPEN_PAREN || node.isCall) {
        continue;
      }
      int close = closingParenthesis(i + 1, to, 1);
      reduce(i + 1, close);
      FaultNode end = close < to ? row[close] : null;
      if (end != null) {
        if (next(i, close) == NONE) {
          // Empty parentheses mean nothing, wherever they stand.
          tokens.hide(node.start, end.end);
        }
        row[close] = null;
      }
      row[i] = null;
      i = close;
    }
  }

  private int closingParenthesis(int from, int to, int open) {
    int nesting = open;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.type == Jx9Parser.CLOSE_PAREN) {
        nesting--;
        if (nesting <= 0) {
          return i;
        }
      } else if (node.type == Jx9Parser.OPEN_PAREN) {
        nesting++;
      }
    }
    return to;
  }

  // --- members, subscripts, calls

  private void postfix(int from, int to) {
    int before = NONE;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(FaultNode.LEVEL_POSTFIX)) {
        if (node.isCall) {
          call(node, i, before, to);
        } else if (node.type == Jx9Parser.OPEN_BRACKET) {
          subscript(node, i, before, to);
        } else {
          member(node, i, before, to);
        }
      }
      before = i;
    }
  }

  private void call(FaultNode node, int at, int before, int to) {
    int close = closingParenthesis(at, to, 0);
    if (close >= to) {
      throw tokens.error(node.start, "Missing right parenthesis ')'");
    }
    FaultNode callee = before == NONE ? null : row[before];
    if (callee == null || !callee.isOperand()) {
      throw tokens.error(node.start, "Invalid function name");
    }
    if (close > at + 1) {
      arguments(node, at + 1, close);
    }
    node.left = callee;
    row[before] = null;
    clear(at + 1, close + 1);
  }

  private void arguments(FaultNode call, int from, int to) {
    int at = from;
    while (at < to) {
      int end = endOfArgument(at, to);
      if (end == at) {
        throw tokens.error(call.start, "Missing function argument");
      }
      reduce(at, end);
      FaultNode argument = row[at];
      if (argument == null) {
        throw tokens.error(call.start, "Empty function argument");
      }
      call.arguments.add(argument);
      at = end;
      if (at < to) {
        at++;
        if (at >= to) {
          throw tokens.error(call.start, "Missing function argument");
        }
      }
    }
  }

  private int endOfArgument(int from, int to) {
    int nesting = 0;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      switch (node.type) {
        case Jx9Parser.COMMA -> {
          if (node.left == null && nesting <= 0) {
            return i;
          }
        }
        case Jx9Parser.OPEN_PAREN, Jx9Parser.OPEN_BRACKET, Jx9Parser.OPEN_BRACE -> nesting++;
        case Jx9Parser.CLOSE_PAREN, Jx9Parser.CLOSE_BRACKET, Jx9Parser.CLOSE_BRACE -> nesting--;
        default -> {}
      }
    }
    return to;
  }

  private void subscript(FaultNode node, int at, int before, int to) {
    FaultNode container = before == NONE ? null : row[before];
    if (container == null
        || !(container.isVariable() || container.level == FaultNode.LEVEL_POSTFIX)) {
      return;
    }
    int close = closingBracket(at + 1, to);
    if (close > at + 1) {
      reduce(at + 1, close);
      FaultNode index = row[at + 1];
      if (index != null) {
        node.arguments.add(index);
      }
    }
    node.left = container;
    row[before] = null;
    clear(at + 1, close + 1);
  }

  private int closingBracket(int from, int to) {
    int nesting = 1;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.type == Jx9Parser.OPEN_BRACKET) {
        nesting++;
      } else if (node.type == Jx9Parser.CLOSE_BRACKET) {
        nesting--;
        if (nesting <= 0) {
          return i;
        }
      }
    }
    return to;
  }

  private void member(FaultNode node, int at, int before, int to) {
    int after = next(at, to);
    FaultNode target = before == NONE ? null : row[before];
    FaultNode key = after == NONE ? null : row[after];
    if (key == null || target == null || !key.isOperand() || !target.isOperand()) {
      throw error(node, "Missing/Invalid member name");
    }
    if (!target.isOperator() && !target.isVariable()) {
      throw error(node, "Expecting a variable as left operand");
    }
    node.left = target;
    node.right = key;
    row[before] = null;
    row[after] = null;
  }

  // --- operators

  private void steps(int from, int to) {
    int before = NONE;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      FaultNode target = before == NONE ? null : row[before];
      if (node.waits(FaultNode.LEVEL_STEP) && target != null && canStep(target)) {
        node.left = target;
        row[before] = null;
      }
      before = i;
    }
    int after = NONE;
    for (int i = to - 1; i >= from; i--) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(FaultNode.LEVEL_STEP)) {
        FaultNode target = after == NONE ? null : row[after];
        if (target == null || !canStep(target)) {
          throw tokens.error(
              node.start, "'" + tokens.text(node.start) + "' operator needs l-value");
        }
        node.left = target;
        row[after] = null;
      }
      after = i;
    }
  }

  private static boolean canStep(FaultNode target) {
    return target.isOperator() ? target.level == FaultNode.LEVEL_POSTFIX : target.isVariable();
  }

  private void unary(int from, int to) {
    int after = from;
    for (int i = to - 1; i >= from; i--) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(FaultNode.LEVEL_UNARY)) {
        FaultNode operand = after > from ? row[after] : null;
        if (operand == null) {
          throw error(node, "Missing operand");
        }
        node.left = operand;
        row[after] = null;
        if (operand.level > FaultNode.LEVEL_UNARY
            && (operand.left == null || operand.right == null)) {
          throw error(operand, "Missing operand");
        }
      }
      after = i;
    }
  }

  private void binary(int from, int to, int level) {
    int before = NONE;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(level)) {
        int after = next(i, to);
        FaultNode left = before == NONE ? null : row[before];
        FaultNode right = after == NONE ? null : row[after];
        if (left == null || right == null || !left.isOperand() || !right.isOperand()) {
          throw error(node, "Missing/Invalid operand");
        }
        node.left = left;
        node.right = right;
        row[before] = null;
        row[after] = null;
      }
      before = i;
    }
  }

  private void conditional(int from, int to) {
    int before = NONE;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(FaultNode.LEVEL_CONDITIONAL)) {
        conditional(node, i, before, to);
        return;
      }
      before = i;
    }
  }

  private void conditional(FaultNode node, int at, int before, int to) {
    FaultNode condition = before == NONE ? null : row[before];
    if (condition == null || !condition.isOperand()) {
      throw error(node, "Syntax error");
    }
    int colon = colon(at + 1, to);
    if (colon <= at + 1) {
      throw error(node, "Missing 'then' expression");
    }
    node.condition = condition;
    node.left = branch(node, at + 1, colon, "Missing 'then' expression");
    if (colon + 1 >= to) {
      throw error(node, "Missing 'else' expression");
    }
    node.right = branch(node, colon + 1, to, "Missing 'else' expression");
    row[colon] = null;
    row[before] = null;
  }

  private @Nullable FaultNode branch(FaultNode node, int from, int to, String complaint) {
    reduce(from, to);
    FaultNode branch = row[from];
    row[from] = null;
    if (branch != null) {
      return branch;
    }
    // Empty parentheses; the original takes whatever lies on its stack for the value.
    tokens.keepUncounted(error(node, complaint));
    return node.condition;
  }

  private int colon(int from, int to) {
    int nesting = 1;
    for (int i = from; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.level == FaultNode.LEVEL_CONDITIONAL && node.condition == null) {
        nesting++;
      } else if (node.type == Jx9Parser.COLON) {
        nesting--;
        if (nesting <= 0) {
          return i;
        }
      }
    }
    return to;
  }

  private void assignments(int from, int to) {
    int after = NONE;
    for (int i = to - 1; i >= from; i--) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if (node.waits(FaultNode.LEVEL_ASSIGNMENT)) {
        int before = i - 1;
        while (before >= from && row[before] == null) {
          before--;
        }
        FaultNode target = before < from ? null : row[before];
        FaultNode value = after == NONE ? null : row[after];
        if (target == null || value == null || !value.isOperand() || !target.isOperand()) {
          throw error(node, "Missing/Invalid operand");
        }
        checkTarget(node, target);
        node.left = value;
        node.right = target;
        row[before] = null;
        row[after] = null;
      }
      after = i;
    }
  }

  private void checkTarget(FaultNode assignment, FaultNode target) {
    if (assignment.type == Jx9Parser.ASSIGN
        ? assignsToConstants || !losesValues(target)
        : target.isModifiable()) {
      return;
    }
    Rejection error = error(assignment, "Left operand must be a modifiable l-value");
    if (assignment.type != Jx9Parser.ASSIGN) {
      throw error;
    }
    tokens.keepUncounted(error);
  }

  /**
   * Whether an assignment to it leaves the original's stack with a value too few or too many: it
   * takes the place of the last instruction, where there was only one, or of several values.
   */
  private static boolean losesValues(FaultNode target) {
    if (target.term == null) {
      return target.level == FaultNode.LEVEL_CONDITIONAL || target.isComma();
    }
    return !target.isVariable() && target.term != FaultNode.Term.CONSTRUCT;
  }

  private void root(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      FaultNode node = row[i];
      if (node == null) {
        continue;
      }
      if ((node.isOperator() || node.term != null) && row[from] != null) {
        throw tokens.unexpected(node.start, "Unexpected token");
      }
      row[from] = node;
      row[i] = null;
    }
  }

  private int next(int at, int to) {
    for (int i = at + 1; i < to; i++) {
      if (row[i] != null) {
        return i;
      }
    }
    return NONE;
  }

  private void clear(int from, int to) {
    for (int i = from; i < Math.min(to, row.length); i++) {
      row[i] = null;
    }
  }
}
