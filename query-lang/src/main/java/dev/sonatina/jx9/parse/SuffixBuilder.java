package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.grammar.Jx9Parser.ArrayLiteralContext;
import dev.sonatina.grammar.Jx9Parser.CallExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.LiteralPrimaryContext;
import dev.sonatina.grammar.Jx9Parser.MemberExpressionContext;
import dev.sonatina.grammar.Jx9Parser.MemberGroupContext;
import dev.sonatina.grammar.Jx9Parser.MemberKeyContext;
import dev.sonatina.grammar.Jx9Parser.MemberLiteralContext;
import dev.sonatina.grammar.Jx9Parser.MemberVariableContext;
import dev.sonatina.grammar.Jx9Parser.ObjectLiteralContext;
import dev.sonatina.grammar.Jx9Parser.PostfixExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrefixExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrimaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.SubscriptExpressionContext;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Builds members, subscripts and calls, {@code a.b[c](d)}, which hang one after the other to the
 * right of something.
 */
final class SuffixBuilder {
  private final TreeContext context;
  private final ExpressionBuilder expressions;

  SuffixBuilder(TreeContext context, ExpressionBuilder expressions) {
    this.context = context;
    this.expressions = expressions;
  }

  /** One suffix, with the arguments if it is a call. */
  private record Suffix(ExpressionContext expression, List<Expression> arguments) {}

  Expression build(ExpressionContext last) {
    Deque<Suffix> suffixes = new ArrayDeque<>();
    ExpressionContext at = last;
    while (true) {
      ExpressionContext inner = innerOf(at);
      if (inner == null) {
        break;
      }
      check(at, inner);
      // Arguments come before what is called, so the call furthest to the right comes first.
      suffixes.push(
          new Suffix(
              at,
              at instanceof CallExpressionContext call
                  ? expressions.arguments(call.sequence())
                  : List.of()));
      at = inner;
    }
    int levels = suffixes.size() - 1;
    context.enter(levels, last.getStart());
    Expression built = expressions.build(at);
    for (Suffix suffix : suffixes) {
      built = attach(built, suffix);
    }
    context.leave(levels);
    return built;
  }

  private static @Nullable ExpressionContext innerOf(ExpressionContext expression) {
    if (expression instanceof MemberExpressionContext member) {
      return member.expression();
    }
    if (expression instanceof SubscriptExpressionContext subscript) {
      return subscript.expression();
    }
    return expression instanceof CallExpressionContext call ? call.expression() : null;
  }

  private void check(ExpressionContext suffix, ExpressionContext inner) {
    if (suffix instanceof MemberExpressionContext member) {
      if (inner instanceof PostfixExpressionContext || inner instanceof PrefixExpressionContext) {
        throw context.reject(member.DOT().getSymbol(), "'.': Missing/Invalid member name");
      }
      if (!Targets.canHaveMembers(inner)) {
        throw context.reject(member.DOT().getSymbol(), "'.': Expecting a variable as left operand");
      }
    } else if (suffix instanceof SubscriptExpressionContext subscript) {
      if (!endsLikeOperand(inner.getStop()) || !Targets.canSubscript(inner)) {
        throw context.reject(subscript.OPEN_BRACKET().getSymbol(), "Unexpected token '['");
      }
    } else if (suffix instanceof CallExpressionContext call && !canCall(inner)) {
      throw context.reject(call.OPEN_PAREN().getSymbol(), "Unexpected token '('");
    }
  }

  /**
   * The original decides by the token before a bracket whether it is a subscript; a keyword or a
   * string is none of these.
   */
  private static boolean endsLikeOperand(Token last) {
    return switch (last.getType()) {
      case Jx9Parser.IDENTIFIER, Jx9Parser.CLOSE_BRACKET, Jx9Parser.CLOSE_PAREN -> true;
      default -> false;
    };
  }

  private static boolean canCall(ExpressionContext callee) {
    if (callee instanceof PostfixExpressionContext || callee instanceof PrefixExpressionContext) {
      return false;
    }
    if (callee instanceof PrimaryExpressionContext primary) {
      return !(primary.primary() instanceof ArrayLiteralContext
          || primary.primary() instanceof ObjectLiteralContext
          || (primary.primary() instanceof LiteralPrimaryContext && !isString(callee.getStop())));
    }
    return !(callee instanceof MemberExpressionContext member
        && member.memberKey() instanceof MemberLiteralContext
        && !isString(callee.getStop()));
  }

  private static boolean isString(Token token) {
    return token.getType() == Jx9Parser.SINGLE_QUOTED || token.getType() == Jx9Parser.DOUBLE_QUOTED;
  }

  private Expression attach(Expression target, Suffix suffix) {
    ExpressionContext expression = suffix.expression();
    if (expression instanceof MemberExpressionContext member) {
      return new Expression.Member(
          context.position(member.DOT().getSymbol()), target, key(member.memberKey()));
    }
    if (expression instanceof SubscriptExpressionContext subscript) {
      SourcePosition position = context.position(subscript.OPEN_BRACKET().getSymbol());
      Expression index =
          subscript.sequence() == null ? null : expressions.sequence(subscript.sequence());
      return new Expression.Subscript(position, target, index);
    }
    CallExpressionContext call = (CallExpressionContext) expression;
    return new Expression.Call(
        context.position(call.getStart()), target, new ArrayList<>(suffix.arguments()));
  }

  private Expression key(MemberKeyContext key) {
    if (key instanceof MemberVariableContext variable) {
      return expressions.variable(variable.variable());
    }
    if (key instanceof MemberLiteralContext literal) {
      return expressions.literal(literal.literal());
    }
    if (key instanceof MemberGroupContext group) {
      return expressions.sequence(group.sequence());
    }
    return new Expression.Word(context.position(key.getStart()), key.getText());
  }
}
