package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser.CallExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.GroupContext;
import dev.sonatina.grammar.Jx9Parser.MemberExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrimaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.SubscriptExpressionContext;
import dev.sonatina.grammar.Jx9Parser.VariablePrimaryContext;

/**
 * What can be assigned to, stepped, subscripted and asked for members. Parentheses around it make
 * no difference.
 */
final class Targets {
  private Targets() {}

  /** Whether {@code +=} and the like can store into it. */
  static boolean canModify(ExpressionContext expression) {
    ExpressionContext target = bare(expression);
    if (target instanceof SubscriptExpressionContext subscript) {
      ExpressionContext inner = bare(subscript.expression());
      return isVariable(inner)
          || inner instanceof SubscriptExpressionContext
          || inner instanceof MemberExpressionContext;
    }
    return isVariable(target) || target instanceof MemberExpressionContext;
  }

  /** Whether {@code ++} and {@code --} can change it. */
  static boolean canStep(ExpressionContext expression) {
    return isVariable(bare(expression)) || isPostfix(bare(expression));
  }

  /** Whether a subscript can follow it. */
  static boolean canSubscript(ExpressionContext expression) {
    return isVariable(bare(expression)) || isPostfix(bare(expression));
  }

  /** Whether a member can be taken of it: of anything but a literal, a word or a lambda. */
  static boolean canHaveMembers(ExpressionContext expression) {
    ExpressionContext target = bare(expression);
    return !(target instanceof PrimaryExpressionContext)
        || isVariable(target)
        || isSequence(target);
  }

  private static boolean isVariable(ExpressionContext expression) {
    return expression instanceof PrimaryExpressionContext primary
        && primary.primary() instanceof VariablePrimaryContext;
  }

  private static boolean isPostfix(ExpressionContext expression) {
    return expression instanceof MemberExpressionContext
        || expression instanceof SubscriptExpressionContext
        || expression instanceof CallExpressionContext;
  }

  private static boolean isSequence(ExpressionContext expression) {
    return expression instanceof PrimaryExpressionContext primary
        && primary.primary() instanceof GroupContext group
        && group.sequence() != null;
  }

  /** The expression without the parentheses around it. */
  static ExpressionContext bare(ExpressionContext expression) {
    ExpressionContext at = expression;
    while (at instanceof PrimaryExpressionContext primary
        && primary.primary() instanceof GroupContext group
        && group.sequence() != null
        && group.sequence().expression().size() == 1) {
      at = group.sequence().expression(0);
    }
    return at;
  }
}
