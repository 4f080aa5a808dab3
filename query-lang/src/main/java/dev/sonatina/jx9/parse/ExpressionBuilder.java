package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.grammar.Jx9Parser.ArrayLiteralContext;
import dev.sonatina.grammar.Jx9Parser.AssignmentExpressionContext;
import dev.sonatina.grammar.Jx9Parser.BinaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.CompositeContext;
import dev.sonatina.grammar.Jx9Parser.CompositePrimaryContext;
import dev.sonatina.grammar.Jx9Parser.ConditionalExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ConstructContext;
import dev.sonatina.grammar.Jx9Parser.ConstructPrimaryContext;
import dev.sonatina.grammar.Jx9Parser.EntryContext;
import dev.sonatina.grammar.Jx9Parser.EntryKeyContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.GroupContext;
import dev.sonatina.grammar.Jx9Parser.LambdaContext;
import dev.sonatina.grammar.Jx9Parser.LiteralContext;
import dev.sonatina.grammar.Jx9Parser.LiteralPrimaryContext;
import dev.sonatina.grammar.Jx9Parser.ObjectLiteralContext;
import dev.sonatina.grammar.Jx9Parser.PostfixExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrefixExpressionContext;
import dev.sonatina.grammar.Jx9Parser.PrimaryContext;
import dev.sonatina.grammar.Jx9Parser.PrimaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.SequenceContext;
import dev.sonatina.grammar.Jx9Parser.UnaryExpressionContext;
import dev.sonatina.grammar.Jx9Parser.VariableContext;
import dev.sonatina.grammar.Jx9Parser.VariablePrimaryContext;
import dev.sonatina.grammar.Jx9Parser.WordContext;
import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds the tree of expressions out of what the ANTLR parser found. */
final class ExpressionBuilder {
  private final TreeContext context;
  private final SuffixBuilder suffixes;

  /**
   * What follows a comma and belongs to a construct or a conditional further left, see {@link
   * CommaRules}.
   */
  private final Map<ParserRuleContext, List<ExpressionContext>> following = new HashMap<>();

  ExpressionBuilder(TreeContext context) {
    this.context = context;
    this.suffixes = new SuffixBuilder(context, this);
  }

  // --- comma lists

  /** A comma list as one expression. */
  Expression sequence(SequenceContext list) {
    return sequence(list.expression());
  }

  /** A comma list that may be missing. */
  @Nullable Expression optional(@Nullable SequenceContext list) {
    return list == null ? null : sequence(list);
  }

  Expression sequence(List<ExpressionContext> items) {
    if (items.size() == 1) {
      return build(items.get(0));
    }
    List<Expression> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ExpressionContext item = items.get(i);
      ParserRuleContext open = i + 1 < items.size() ? CommaRules.openEnd(item) : null;
      if (open != null) {
        following.put(open, items.subList(i + 1, items.size()));
        i = items.size();
      }
      parts.add(build(item));
    }
    return parts.size() == 1
        ? parts.get(0)
        : new Expression.Sequence(parts.get(0).position(), parts);
  }

  /** The arguments of a call. */
  List<Expression> arguments(@Nullable SequenceContext list) {
    if (list == null) {
      return List.of();
    }
    List<ExpressionContext> items = list.expression();
    for (int i = 0; i + 1 < items.size(); i++) {
      ConstructContext construct = CommaRules.openConstruct(items.get(i));
      if (construct != null) {
        following.put(construct, items.subList(i + 1, items.size()));
        items = items.subList(0, i + 1);
      }
    }
    int swallowing = CommaRules.firstSwallowing(items);
    List<Expression> arguments = new ArrayList<>();
    for (ExpressionContext item : items.subList(0, swallowing)) {
      arguments.add(build(item));
    }
    if (swallowing < items.size()) {
      arguments.add(sequence(items.subList(swallowing, items.size())));
    }
    return arguments;
  }

  /** Expressions cut at commas before anything else. */
  List<Expression> separate(List<ExpressionContext> items) {
    List<Expression> built = new ArrayList<>();
    for (ExpressionContext item : items) {
      built.add(build(item));
    }
    return built;
  }

  // --- single expressions

  Expression build(ExpressionContext expression) {
    context.enter(expression.getStart());
    try {
      if (expression instanceof PrimaryExpressionContext primary) {
        return primary(primary.primary());
      }
      if (expression instanceof BinaryExpressionContext binary) {
        return chain(binary);
      }
      if (expression instanceof AssignmentExpressionContext assignment) {
        return assignment(assignment);
      }
      if (expression instanceof ConditionalExpressionContext conditional) {
        return conditional(conditional);
      }
      if (expression instanceof UnaryExpressionContext unary) {
        return new Expression.Unary(
            context.position(unary.operator),
            Operators.unary(unary.operator),
            build(unary.expression()));
      }
      if (expression instanceof PrefixExpressionContext prefix) {
        return step(prefix.operator, prefix.expression(), true);
      }
      if (expression instanceof PostfixExpressionContext postfix) {
        return step(postfix.operator, postfix.expression(), false);
      }
      return suffixes.build(expression);
    } finally {
      context.leave();
    }
  }

  private Expression step(Token operator, ExpressionContext target, boolean isPrefix) {
    boolean increment = operator.getText().equals("++");
    return new Expression.Step(context.position(operator), increment, isPrefix, build(target));
  }

  private Expression chain(BinaryExpressionContext binary) {
    int level = Operators.binary(binary.operator).level();
    Deque<BinaryExpressionContext> links = new ArrayDeque<>();
    ExpressionContext at = binary;
    while (at instanceof BinaryExpressionContext link
        && Operators.binary(link.operator).level() == level) {
      links.push(link);
      at = link.expression(0);
    }
    Expression first = build(at);
    List<Expression.Link> built = new ArrayList<>(links.size());
    for (BinaryExpressionContext link : links) {
      SourcePosition position = context.position(link.operator);
      built.add(
          new Expression.Link(
              position, Operators.binary(link.operator), build(link.expression(1))));
    }
    return new Expression.Chain(first, built);
  }

  private Expression assignment(AssignmentExpressionContext assignment) {
    Token symbol = assignment.operator.getStart();
    BinaryOperator operator = Operators.compound(symbol);
    ExpressionContext target = assignment.expression(0);
    Expression value = build(assignment.expression(1));
    return new Expression.Assignment(context.position(symbol), operator, build(target), value);
  }

  private Expression conditional(ConditionalExpressionContext conditional) {
    List<ExpressionContext> then = conditional.sequence().expression();
    Token question = conditional.QUESTION().getSymbol();
    List<ExpressionContext> otherwise = new ArrayList<>();
    otherwise.add(conditional.rest().expression());
    otherwise.addAll(following.getOrDefault(conditional, List.of()));
    return new Expression.Conditional(
        context.position(question),
        build(conditional.expression()),
        sequence(then),
        sequence(otherwise));
  }

  // --- primaries

  private Expression primary(PrimaryContext primary) {
    if (primary instanceof GroupContext group) {
      return sequence(group.sequence());
    }
    if (primary instanceof VariablePrimaryContext variable) {
      return variable(variable.variable());
    }
    if (primary instanceof LiteralPrimaryContext literal) {
      return literal(literal.literal());
    }
    if (primary instanceof WordContext word) {
      return new Expression.Word(context.position(word.getStart()), word.getText());
    }
    if (primary instanceof CompositePrimaryContext composite) {
      return composite(composite.composite());
    }
    return construct(((ConstructPrimaryContext) primary).construct());
  }

  Expression composite(CompositeContext composite) {
    if (composite instanceof ArrayLiteralContext array) {
      return new Expression.ArrayLiteral(
          context.position(array.getStart()),
          array.sequence() == null ? List.of() : separate(array.sequence().expression()));
    }
    return composite instanceof ObjectLiteralContext object
        ? object(object)
        : context.statements().lambda((LambdaContext) composite);
  }

  Expression variable(VariableContext variable) {
    return new Expression.Variable(
        context.position(variable.getStart()), variable.name().getText());
  }

  Expression literal(LiteralContext literal) {
    Token token = literal.getStart();
    return switch (token.getType()) {
      case Jx9Parser.INTEGER ->
          new Expression.NumberLiteral(context.position(token), token.getText(), false);
      case Jx9Parser.REAL ->
          new Expression.NumberLiteral(context.position(token), token.getText(), true);
      case Jx9Parser.NOWDOC ->
          new Expression.StringLiteral(context.position(token), token.getText());
      default -> string(token);
    };
  }

  private Expression string(Token token) {
    String raw = Operators.unquote(token.getText());
    return token.getType() == Jx9Parser.SINGLE_QUOTED
        ? new Expression.StringLiteral(context.position(token), context.state().singleQuoted(raw))
        : interpolation(token, raw);
  }

  private Expression interpolation(Token token, String raw) {
    SourcePosition position = context.position(token);
    List<EscapeReader.Piece> pieces = EscapeReader.pieces(raw);
    if (pieces.size() == 1) {
      return new Expression.StringLiteral(position, pieces.get(0).content());
    }
    List<Expression> parts = new ArrayList<>(pieces.size());
    context.enterInterpolation(token);
    for (EscapeReader.Piece piece : pieces) {
      parts.add(
          piece.isText()
              ? new Expression.StringLiteral(position, piece.content())
              : context.embedded(piece.content()));
    }
    context.state().leaveInterpolation();
    return new Expression.Interpolation(position, parts);
  }

  private Expression object(ObjectLiteralContext object) {
    List<Expression.Entry> entries = new ArrayList<>();
    for (EntryContext entry : object.entry()) {
      Expression key = key(entry.entryKey());
      entries.add(new Expression.Entry(key, build(entry.expression())));
    }
    return new Expression.ObjectLiteral(context.position(object.getStart()), entries);
  }

  private Expression key(EntryKeyContext key) {
    if (key.variable() != null) {
      return variable(key.variable());
    }
    return key.name() != null
        ? new Expression.Word(context.position(key.getStart()), key.name().getText())
        : string(key.getStart());
  }

  Expression construct(ConstructContext construct) {
    List<ExpressionContext> items = new ArrayList<>();
    if (construct.rest() != null) {
      items.add(construct.rest().expression());
    }
    items.addAll(following.getOrDefault(construct, List.of()));
    Token word = construct.getStart();
    SourcePosition position = context.position(word);
    if (word.getType() == Jx9Parser.PRINT || word.getType() == Jx9Parser.EMPTY_PRINT) {
      return new Expression.Print(position, separate(items));
    }
    if (word.getType() == Jx9Parser.INCLUDE || word.getType() == Jx9Parser.IMPORT) {
      context.state().noteInclude();
    }
    Expression callee = new Expression.Word(position, word.getText());
    return new Expression.Call(
        position, callee, items.isEmpty() ? List.of() : List.of(sequence(items)));
  }
}
