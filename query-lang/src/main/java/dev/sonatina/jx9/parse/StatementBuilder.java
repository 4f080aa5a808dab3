package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.grammar.Jx9Parser.BlockContext;
import dev.sonatina.grammar.Jx9Parser.BodyContext;
import dev.sonatina.grammar.Jx9Parser.BreakStatementContext;
import dev.sonatina.grammar.Jx9Parser.CaseLabelContext;
import dev.sonatina.grammar.Jx9Parser.ConstStatementContext;
import dev.sonatina.grammar.Jx9Parser.ContinueStatementContext;
import dev.sonatina.grammar.Jx9Parser.ElseIfContext;
import dev.sonatina.grammar.Jx9Parser.EmptyStatementContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionStatementContext;
import dev.sonatina.grammar.Jx9Parser.ForStatementContext;
import dev.sonatina.grammar.Jx9Parser.ForeachStatementContext;
import dev.sonatina.grammar.Jx9Parser.FunctionStatementContext;
import dev.sonatina.grammar.Jx9Parser.HaltStatementContext;
import dev.sonatina.grammar.Jx9Parser.IfStatementContext;
import dev.sonatina.grammar.Jx9Parser.LambdaContext;
import dev.sonatina.grammar.Jx9Parser.ParameterContext;
import dev.sonatina.grammar.Jx9Parser.ParametersContext;
import dev.sonatina.grammar.Jx9Parser.PrintStatementContext;
import dev.sonatina.grammar.Jx9Parser.ReturnStatementContext;
import dev.sonatina.grammar.Jx9Parser.SequenceContext;
import dev.sonatina.grammar.Jx9Parser.StatementContext;
import dev.sonatina.grammar.Jx9Parser.StaticStatementContext;
import dev.sonatina.grammar.Jx9Parser.SwitchItemContext;
import dev.sonatina.grammar.Jx9Parser.SwitchStatementContext;
import dev.sonatina.grammar.Jx9Parser.UplinkStatementContext;
import dev.sonatina.grammar.Jx9Parser.VariableContext;
import dev.sonatina.grammar.Jx9Parser.WhileStatementContext;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.FunctionDefinition;
import dev.sonatina.jx9.ast.Parameter;
import dev.sonatina.jx9.ast.ParameterType;
import dev.sonatina.jx9.ast.Statement;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds the tree of statements and functions out of what the ANTLR parser found. */
final class StatementBuilder {
  private final TreeContext context;

  StatementBuilder(TreeContext context) {
    this.context = context;
  }

  List<Statement> build(List<StatementContext> statements) {
    List<Statement> built = new ArrayList<>(statements.size());
    for (StatementContext statement : statements) {
      Statement one = build(statement);
      if (one != null) {
        built.add(one);
      }
    }
    return built;
  }

  private List<Statement> body(@Nullable BodyContext body) {
    if (body == null) {
      return List.of();
    }
    if (body.block() != null) {
      return block(body.block());
    }
    return body.statement() == null ? List.of() : build(List.of(body.statement()));
  }

  private List<Statement> block(BlockContext block) {
    return build(block.statement());
  }

  private List<Statement> loopBody(@Nullable BodyContext body) {
    context.state().enterLoop();
    List<Statement> built = body(body);
    context.state().leaveLoop();
    return built;
  }

  /** One statement; null for an empty one. */
  private @Nullable Statement build(StatementContext statement) {
    context.enter(statement.getStart());
    Statement built = dispatch(statement, context.position(statement.getStart()));
    context.leave();
    return built;
  }

  private @Nullable Statement dispatch(StatementContext statement, SourcePosition at) {
    if (statement instanceof EmptyStatementContext) {
      return null;
    }
    if (statement instanceof ExpressionStatementContext expression) {
      return expression(expression, at);
    }
    if (statement instanceof PrintStatementContext print) {
      Expression printed =
          new Expression.Print(at, context.expressions().separate(print.expression()));
      return new Statement.ExpressionStatement(at, printed);
    }
    if (statement instanceof IfStatementContext conditional) {
      return conditional(conditional, at);
    }
    if (statement instanceof ReturnStatementContext returned) {
      return new Statement.Return(at, context.expressions().optional(returned.sequence()));
    }
    if (statement instanceof HaltStatementContext halt) {
      return new Statement.Halt(at, context.expressions().optional(halt.sequence()));
    }
    if (statement instanceof BreakStatementContext leave) {
      return new Statement.Break(
          at, levels(leave.getStart(), number(leave.INTEGER(), leave.REAL()), "break"));
    }
    if (statement instanceof ContinueStatementContext again) {
      return new Statement.Continue(
          at, levels(again.getStart(), number(again.INTEGER(), again.REAL()), "continue"));
    }
    Statement loop = loop(statement, at);
    return loop != null ? loop : declaration(statement, at);
  }

  private @Nullable Statement expression(ExpressionStatementContext statement, SourcePosition at) {
    Token first = statement.getStart();
    if (first.getType() != Jx9Parser.IDENTIFIER && isKeyword(first) && !isConstruct(first)) {
      throw context.reject(first, "Syntax error: Unexpected keyword '" + first.getText() + "'");
    }
    Expression expression = context.expressions().optional(statement.sequence());
    return expression == null ? null : new Statement.ExpressionStatement(at, expression);
  }

  private static boolean isKeyword(Token token) {
    return token.getType() >= Jx9Parser.PRINT && token.getType() < Jx9Parser.IDENTIFIER;
  }

  private static boolean isConstruct(Token token) {
    return switch (token.getType()) {
      case Jx9Parser.PRINT, Jx9Parser.INCLUDE, Jx9Parser.IMPORT -> true;
      default -> false;
    };
  }

  private Statement conditional(IfStatementContext statement, SourcePosition at) {
    List<Statement.Branch> branches = new ArrayList<>();
    List<BodyContext> bodies = statement.body();
    branches.add(new Statement.Branch(condition(statement.sequence()), body(bodies.get(0))));
    for (ElseIfContext elseIf : statement.elseIf()) {
      branches.add(new Statement.Branch(condition(elseIf.sequence()), body(elseIf.body())));
    }
    return new Statement.If(
        at, branches, statement.ELSE() == null ? List.of() : body(bodies.get(1)));
  }

  private Expression condition(SequenceContext condition) {
    return context.expressions().sequence(condition);
  }

  // --- loops

  private @Nullable Statement loop(StatementContext statement, SourcePosition at) {
    if (statement instanceof WhileStatementContext loop) {
      return new Statement.While(at, condition(loop.sequence()), loopBody(loop.body()));
    }
    if (statement instanceof ForStatementContext loop) {
      return counting(loop, at);
    }
    if (statement instanceof ForeachStatementContext loop) {
      String key = loop.key == null ? null : name(loop.key);
      Expression subject = condition(loop.sequence());
      return new Statement.Foreach(at, subject, key, name(loop.value), loopBody(loop.body()));
    }
    return statement instanceof SwitchStatementContext choice ? choice(choice, at) : null;
  }

  private Statement counting(ForStatementContext loop, SourcePosition at) {
    Expression start = context.expressions().optional(loop.start);
    Expression test = context.expressions().optional(loop.test);
    // The step comes after the body, as in the original's code.
    List<Statement> body = loopBody(loop.body());
    return new Statement.For(at, start, test, context.expressions().optional(loop.step), body);
  }

  private Statement choice(SwitchStatementContext choice, SourcePosition at) {
    Expression subject = condition(choice.sequence());
    context.state().enterLoop();
    List<Statement.Case> cases = new ArrayList<>();
    List<SwitchItemContext> items = choice.switchItem();
    int i = 0;
    while (i < items.size()) {
      CaseLabelContext label = items.get(i).caseLabel();
      if (label == null) {
        Token first = items.get(i).getStart();
        throw context.reject(first, "Switch: Unexpected token '" + first.getText() + "'");
      }
      Expression value = label.sequence() == null ? null : caseValue(label.sequence());
      List<Statement> body = new ArrayList<>();
      for (i++; i < items.size() && items.get(i).caseLabel() == null; i++) {
        addTo(body, items.get(i));
      }
      cases.add(new Statement.Case(value, body));
    }
    context.state().leaveLoop();
    return new Statement.Switch(at, subject, cases);
  }

  private void addTo(List<Statement> body, SwitchItemContext item) {
    if (item.block() != null) {
      body.add(new Statement.Block(context.position(item.getStart()), block(item.block())));
      return;
    }
    Statement statement = build(item.statement());
    if (statement != null) {
      body.add(statement);
    }
  }

  /** The first colon outside of parentheses ends a label, whatever it belongs to. */
  private Expression caseValue(SequenceContext value) {
    Token colon = context.firstColon(value);
    if (colon != null) {
      throw context.reject(colon, "Unexpected token ':'");
    }
    return condition(value);
  }

  private static @Nullable TerminalNode number(
      @Nullable TerminalNode integer, @Nullable TerminalNode real) {
    return integer != null ? integer : real;
  }

  private int levels(Token keyword, @Nullable TerminalNode number, String word) {
    int levels = number == null ? 1 : Math.max(1, leadingInt(number.getText()));
    if (levels > context.state().loops()) {
      throw context.reject(
          keyword, "A '" + word + "' statement may only be used within a loop or switch");
    }
    return levels;
  }

  private static int leadingInt(String digits) {
    int value = 0;
    for (int i = 0;
        i < digits.length() && Character.isDigit(digits.charAt(i)) && value < 100_000;
        i++) {
      value = value * 10 + (digits.charAt(i) - '0');
    }
    return value;
  }

  // --- declarations

  private Statement declaration(StatementContext statement, SourcePosition at) {
    if (statement instanceof FunctionStatementContext function) {
      FunctionDefinition definition =
          function(at, function.name().getText(), function.parameters(), function.body(), null);
      return new Statement.FunctionDeclaration(at, definition);
    }
    if (statement instanceof StaticStatementContext declaration) {
      return persistent(declaration, at);
    }
    if (statement instanceof UplinkStatementContext uplink) {
      List<String> names = new ArrayList<>();
      for (VariableContext variable : uplink.variable()) {
        names.add(name(variable));
      }
      return new Statement.Uplink(at, names);
    }
    return constant((ConstStatementContext) statement, at);
  }

  /** At top level {@code static} is nothing but the assignment after it. */
  private Statement persistent(StaticStatementContext declaration, SourcePosition at) {
    ExpressionBuilder expressions = context.expressions();
    SequenceContext initial = declaration.sequence();
    if (context.state().inFunction()) {
      return new Statement.StaticDeclaration(
          at, name(declaration.variable()), expressions.optional(initial));
    }
    Expression variable = expressions.variable(declaration.variable());
    if (initial == null) {
      return new Statement.ExpressionStatement(at, variable);
    }
    List<Expression> parts = new ArrayList<>();
    for (int i = 0; i < initial.expression().size(); i++) {
      Expression part = expressions.build(initial.expression(i));
      parts.add(i == 0 ? new Expression.Assignment(at, null, variable, part) : part);
    }
    return new Statement.ExpressionStatement(
        at, parts.size() == 1 ? parts.get(0) : new Expression.Sequence(at, parts));
  }

  private Statement constant(ConstStatementContext declaration, SourcePosition at) {
    Token token = declaration.constantName().getStart();
    String name =
        declaration.constantName().name() != null
            ? token.getText()
            : Operators.unquote(token.getText());
    switch (name.toLowerCase(Locale.ROOT)) {
      case "true", "false", "null" ->
          throw context.reject(
              declaration.getStart(), "const: Cannot redeclare a reserved constant '" + name + "'");
      default -> {
        context.state().declareConstant(name);
        return new Statement.ConstantDeclaration(
            at, name, context.expressions().optional(declaration.sequence()));
      }
    }
  }

  Expression lambda(LambdaContext lambda) {
    SourcePosition at = context.position(lambda.getStart());
    String name = context.state().nextLambda();
    return new Expression.Lambda(at, function(at, name, lambda.parameters(), null, lambda.block()));
  }

  private FunctionDefinition function(
      SourcePosition at,
      String name,
      @Nullable ParametersContext parameters,
      @Nullable BodyContext body,
      @Nullable BlockContext block) {
    List<Parameter> built = new ArrayList<>();
    if (parameters != null) {
      for (ParameterContext parameter : parameters.parameter()) {
        built.add(parameter(parameter));
      }
    }
    int outside = context.state().enterFunction();
    List<Statement> statements = block != null ? block(block) : body(body);
    context.state().leaveFunction(outside);
    return new FunctionDefinition(at, name, built, statements);
  }

  private Parameter parameter(ParameterContext parameter) {
    Expression defaultValue =
        parameter.expression() == null ? null : context.expressions().build(parameter.expression());
    ParameterType type =
        parameter.name() == null ? ParameterType.ANY : type(parameter.name().getStart());
    return new Parameter(
        context.position(parameter.getStart()), type, name(parameter.variable()), defaultValue);
  }

  private static ParameterType type(Token word) {
    return switch (word.getType()) {
      case Jx9Parser.BOOL -> ParameterType.BOOL;
      case Jx9Parser.INT -> ParameterType.INT;
      case Jx9Parser.FLOAT -> ParameterType.FLOAT;
      case Jx9Parser.STRING -> ParameterType.STRING;
      default -> ParameterType.ANY;
    };
  }

  private static String name(VariableContext variable) {
    return variable.name().getText();
  }
}
