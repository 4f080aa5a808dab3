package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser.CallExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.MemberCompositeContext;
import dev.sonatina.grammar.Jx9Parser.MemberConstructContext;
import dev.sonatina.grammar.Jx9Parser.MemberExpressionContext;
import dev.sonatina.grammar.Jx9Parser.MemberGroupContext;
import dev.sonatina.grammar.Jx9Parser.MemberKeyContext;
import dev.sonatina.grammar.Jx9Parser.MemberLiteralContext;
import dev.sonatina.grammar.Jx9Parser.MemberVariableContext;
import dev.sonatina.grammar.Jx9Parser.SubscriptExpressionContext;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    if (key instanceof MemberCompositeContext composite) {
      return expressions.composite(composite.composite());
    }
    if (key instanceof MemberGroupContext group) {
      return expressions.sequence(group.sequence());
    }
    if (key instanceof MemberConstructContext construct) {
      return expressions.construct(construct.construct());
    }
    return new Expression.Word(context.position(key.getStart()), key.getText());
  }
}
