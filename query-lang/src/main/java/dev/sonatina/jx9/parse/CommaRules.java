package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser.ArrayLiteralContext;
import dev.sonatina.grammar.Jx9Parser.AssignmentExpressionContext;
import dev.sonatina.grammar.Jx9Parser.BinaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.CallExpressionContext;
import dev.sonatina.grammar.Jx9Parser.CompositePrimaryContext;
import dev.sonatina.grammar.Jx9Parser.ConditionalExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ConstructContext;
import dev.sonatina.grammar.Jx9Parser.ConstructPrimaryContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.GroupContext;
import dev.sonatina.grammar.Jx9Parser.LambdaContext;
import dev.sonatina.grammar.Jx9Parser.MemberConstructContext;
import dev.sonatina.grammar.Jx9Parser.MemberExpressionContext;
import dev.sonatina.grammar.Jx9Parser.MemberGroupContext;
import dev.sonatina.grammar.Jx9Parser.ObjectLiteralContext;
import dev.sonatina.grammar.Jx9Parser.PrefixExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrimaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.SequenceContext;
import dev.sonatina.grammar.Jx9Parser.SubscriptExpressionContext;
import dev.sonatina.grammar.Jx9Parser.UnaryExpressionContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Which commas separate, and which belong to what stands left of them. */
/*
 * The original works on flat lists of tokens. `print` takes all that follows, commas included; so does the else part of `?:`. The list
 * of arguments is cut at commas by a loop that counts brackets up and down, but takes a JSON literal, of which it sees one node, as an
 * opening bracket that never closes; the same holds for a call, a subscript or a literal that fills a pair of parentheses, since
 * parentheses have become one node by then, which is known by its first token.
 */
final class CommaRules {
  private CommaRules() {}

  /**
   * The {@code print} or similar at the right end of an expression, which takes what follows a
   * comma; null if there is none.
   */
  static @Nullable ConstructContext openConstruct(ExpressionContext expression) {
    ParserRuleContext end = openEnd(expression);
    while (end instanceof ConditionalExpressionContext conditional) {
      end = openEnd(conditional.rest().expression());
    }
    return end instanceof ConstructContext construct ? construct : null;
  }

  /**
   * The leftmost construct or conditional that reaches to the right end of an expression; null if
   * there is none.
   */
  static @Nullable ParserRuleContext openEnd(ExpressionContext expression) {
    ExpressionContext at = expression;
    while (true) {
      if (at instanceof ConditionalExpressionContext) {
        return at;
      }
      if (at instanceof PrimaryExpressionContext primary) {
        return primary.primary() instanceof ConstructPrimaryContext first
            ? first.construct()
            : null;
      }
      if (at instanceof MemberExpressionContext member) {
        return member.memberKey() instanceof MemberConstructContext key ? key.construct() : null;
      }
      if (at instanceof BinaryExpressionContext binary) {
        at = binary.expression(1);
      } else if (at instanceof AssignmentExpressionContext assignment) {
        at = assignment.expression(1);
      } else if (at instanceof UnaryExpressionContext unary) {
        at = unary.expression();
      } else if (at instanceof PrefixExpressionContext prefix) {
        at = prefix.expression();
      } else {
        return null;
      }
    }
  }

  /**
   * The index of the first argument after which no comma separates arguments any more; the number
   * of arguments if there is none.
   */
  static int firstSwallowing(List<ExpressionContext> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (leavesBracketOpen(arguments.get(i))) {
        return i;
      }
    }
    return arguments.size();
  }

  private static boolean leavesBracketOpen(ExpressionContext argument) {
    Deque<ParseTree> pending = new ArrayDeque<>();
    pending.push(argument);
    while (!pending.isEmpty()) {
      ParseTree node = pending.pop();
      if (node instanceof ArrayLiteralContext || node instanceof ObjectLiteralContext) {
        return true;
      }
      if (node instanceof LambdaContext || node instanceof ConstructContext) {
        continue;
      }
      SequenceContext inParentheses = inParentheses(node);
      if (inParentheses != null) {
        if (beginsWithBracket(inParentheses)) {
          return true;
        }
        continue;
      }
      for (int i = 0; i < node.getChildCount(); i++) {
        pending.push(node.getChild(i));
      }
    }
    return false;
  }

  private static @Nullable SequenceContext inParentheses(ParseTree node) {
    if (node instanceof GroupContext group) {
      return group.sequence();
    }
    return node instanceof MemberGroupContext key ? key.sequence() : null;
  }

  /**
   * Whether the one node that the content of parentheses becomes is known by an opening bracket.
   */
  private static boolean beginsWithBracket(SequenceContext content) {
    SequenceContext at = content;
    while (at.expression().size() == 1) {
      ExpressionContext only = at.expression(0);
      if (only instanceof CallExpressionContext || only instanceof SubscriptExpressionContext) {
        return true;
      }
      if (!(only instanceof PrimaryExpressionContext primary)) {
        return false;
      }
      if (primary.primary() instanceof CompositePrimaryContext composite) {
        return !(composite.composite() instanceof LambdaContext);
      }
      SequenceContext inner = inParentheses(primary.primary());
      if (inner == null) {
        return false;
      }
      at = inner;
    }
    return false;
  }
}
