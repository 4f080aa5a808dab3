package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.grammar.Jx9Parser.AssignmentExpressionContext;
import dev.sonatina.grammar.Jx9Parser.BlockContext;
import dev.sonatina.grammar.Jx9Parser.BodyContext;
import dev.sonatina.grammar.Jx9Parser.BreakStatementContext;
import dev.sonatina.grammar.Jx9Parser.CaseLabelContext;
import dev.sonatina.grammar.Jx9Parser.ConstStatementContext;
import dev.sonatina.grammar.Jx9Parser.ContinueStatementContext;
import dev.sonatina.grammar.Jx9Parser.ElseIfContext;
import dev.sonatina.grammar.Jx9Parser.EmptyStatementContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionContext;
import dev.sonatina.grammar.Jx9Parser.ExpressionStatementContext;
import dev.sonatina.grammar.Jx9Parser.ForStatementContext;
import dev.sonatina.grammar.Jx9Parser.ForeachStatementContext;
import dev.sonatina.grammar.Jx9Parser.FunctionStatementContext;
import dev.sonatina.grammar.Jx9Parser.HaltStatementContext;
import dev.sonatina.grammar.Jx9Parser.IfStatementContext;
import dev.sonatina.grammar.Jx9Parser.LambdaContext;
import dev.sonatina.grammar.Jx9Parser.LinkedContext;
import dev.sonatina.grammar.Jx9Parser.ParameterContext;
import dev.sonatina.grammar.Jx9Parser.ParametersContext;
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
      return new Statement.ExpressionStatement(
          at, context.expressions().sequence(expression.sequence()));
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
      return new Statement.Break(at, levels(leave.INTEGER(), leave.REAL()));
    }
    if (statement instanceof ContinueStatementContext again) {
      return new Statement.Continue(at, levels(again.INTEGER(), again.REAL()));
    }
    Statement loop = loop(statement, at);
    return loop != null ? loop : declaration(statement, at);
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
      return new Statement.While(at, condition(loop.sequence()), body(loop.body()));
    }
    if (statement instanceof ForStatementContext loop) {
      return counting(loop, at);
    }
    if (statement instanceof ForeachStatementContext loop) {
      String key = loop.key == null ? null : name(loop.key);
      Expression subject = condition(loop.sequence());
      return new Statement.Foreach(at, subject, key, name(loop.value), body(loop.body()));
    }
    return statement instanceof SwitchStatementContext choice ? choice(choice, at) : null;
  }

  private Statement counting(ForStatementContext loop, SourcePosition at) {
    Expression start = context.expressions().optional(loop.start);
    Expression test = context.expressions().optional(loop.test);
    // The step comes after the body, as in the original's code.
    List<Statement> body = body(loop.body());
    return new Statement.For(at, start, test, context.expressions().optional(loop.step), body);
  }

  private Statement choice(SwitchStatementContext choice, SourcePosition at) {
    Expression subject = condition(choice.sequence());
    List<Statement.Case> cases = new ArrayList<>();
    List<SwitchItemContext> items = choice.switchItem();
    int i = 0;
    while (i < items.size()) {
      CaseLabelContext label = items.get(i).caseLabel();
      Expression value = label.CASE() == null ? null : caseValue(label);
      List<Statement> body = new ArrayList<>();
      for (i++; i < items.size() && items.get(i).caseLabel() == null; i++) {
        addTo(body, items.get(i));
      }
      cases.add(new Statement.Case(value, body));
    }
    return new Statement.Switch(at, subject, cases);
  }

  /** Empty parentheses have the value null. */
  private Expression caseValue(CaseLabelContext label) {
    return label.sequence() == null
        ? new Expression.Word(context.position(label.getStart()), "null")
        : condition(label.sequence());
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

  private static int levels(@Nullable TerminalNode integer, @Nullable TerminalNode real) {
    TerminalNode number = integer != null ? integer : real;
    return number == null ? 1 : Operators.jumpLevels(number.getText());
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
      List<Expression> names = new ArrayList<>();
      for (LinkedContext linked : uplink.linked()) {
        if (linked.name() != null) {
          Token word = linked.name().getStart();
          names.add(new Expression.Word(context.position(word), word.getText()));
        } else if (linked.expression() != null) {
          names.add(context.expressions().build(linked.expression()));
        }
      }
      return new Statement.Uplink(at, names);
    }
    return constant((ConstStatementContext) statement, at);
  }

  /** At top level {@code static} does nothing: what follows is an expression like any other. */
  private Statement persistent(StaticStatementContext declaration, SourcePosition at) {
    ExpressionBuilder expressions = context.expressions();
    if (!context.state().inFunction()) {
      return new Statement.ExpressionStatement(at, expressions.sequence(declaration.sequence()));
    }
    List<ExpressionContext> items = new ArrayList<>(declaration.sequence().expression());
    if (items.get(0) instanceof AssignmentExpressionContext assignment) {
      items.set(0, assignment.expression(1));
      String name = name(assignment.expression(0));
      return new Statement.StaticDeclaration(at, name, expressions.sequence(items));
    }
    return new Statement.StaticDeclaration(at, name(items.get(0)), null);
  }

  /** The name of a variable that is known to be one. */
  private static String name(ExpressionContext variable) {
    return variable.getText().substring(1);
  }

  private Statement constant(ConstStatementContext declaration, SourcePosition at) {
    Token token = declaration.constantName().getStart();
    String name =
        declaration.constantName().name() != null
            ? token.getText()
            : Operators.unquote(token.getText());
    context.state().declareConstant(name);
    return new Statement.ConstantDeclaration(
        at, name, context.expressions().optional(declaration.sequence()));
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
    boolean outside = context.state().enterFunction();
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
