package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.FunctionDefinition;
import dev.sonatina.jx9.ast.Parameter;
import dev.sonatina.jx9.ast.Statement;
import dev.sonatina.jx9.run.Action;
import dev.sonatina.jx9.run.Actions;
import dev.sonatina.jx9.run.Conversion;
import dev.sonatina.jx9.run.FunctionCode;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.run.ParameterCode;
import dev.sonatina.jx9.run.StaticCode;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the statements of one function, or of the top level. A statement that only declares
 * something becomes nothing.
 */
final class StatementCompiler implements Statement.Visitor<Action> {
  private static final int LEVELS_OF_STATEMENT = 2;

  private final ProgramBuilder program;
  private final Scope scope;
  private final ExpressionCompiler expressions;

  StatementCompiler(ProgramBuilder program, Scope scope) {
    this.program = program;
    this.scope = scope;
    this.expressions = new ExpressionCompiler(program, scope);
  }

  Action block(List<Statement> statements) {
    List<Action> actions = new ArrayList<>(statements.size());
    scope.enter(LEVELS_OF_STATEMENT);
    for (Statement statement : statements) {
      Action action = statement.accept(this);
      if (action != Actions.NOTHING) {
        actions.add(action);
      }
    }
    scope.leave(LEVELS_OF_STATEMENT);
    return Actions.block(actions);
  }

  private @Nullable Node optional(@Nullable Expression expression) {
    return expression == null ? null : expressions.compile(expression);
  }

  @Override
  public Action visitExpression(Statement.ExpressionStatement statement) {
    return Actions.perform(statement.position(), expressions.compile(statement.expression()));
  }

  @Override
  public Action visitIf(Statement.If statement) {
    List<Node> conditions = new ArrayList<>();
    List<Action> bodies = new ArrayList<>();
    for (Statement.Branch branch : statement.branches()) {
      conditions.add(expressions.compile(branch.condition()));
      bodies.add(block(branch.body()));
    }
    Action otherwise = statement.otherwise().isEmpty() ? null : block(statement.otherwise());
    return Actions.conditional(statement.position(), conditions, bodies, otherwise);
  }

  @Override
  public Action visitWhile(Statement.While statement) {
    return Actions.whileLoop(
        statement.position(), expressions.compile(statement.condition()), block(statement.body()));
  }

  @Override
  public Action visitFor(Statement.For statement) {
    Node start = optional(statement.start());
    Node test = optional(statement.test());
    Node step = optional(statement.step());
    return Actions.forLoop(statement.position(), start, test, step, block(statement.body()));
  }

  @Override
  public Action visitForeach(Statement.Foreach statement) {
    int index = program.nextLoop();
    Node subject = expressions.compile(statement.subject());
    Integer key = statement.key() == null ? null : scope.slot(statement.key());
    int value = scope.slot(statement.value());
    return Actions.foreach(
        statement.position(), index, subject, key, value, block(statement.body()));
  }

  @Override
  public Action visitSwitch(Statement.Switch statement) {
    Node subject = expressions.compile(statement.subject());
    List<@Nullable Node> labels = new ArrayList<>();
    List<Action> bodies = new ArrayList<>();
    for (Statement.Case one : statement.cases()) {
      labels.add(optional(one.value()));
      bodies.add(block(one.body()));
    }
    return Actions.choice(statement.position(), subject, labels, bodies);
  }

  @Override
  public Action visitBlock(Statement.Block statement) {
    return block(statement.body());
  }

  @Override
  public Action visitBreak(Statement.Break statement) {
    return Actions.leave(statement.levels());
  }

  @Override
  public Action visitContinue(Statement.Continue statement) {
    return Actions.again(statement.levels());
  }

  @Override
  public Action visitReturn(Statement.Return statement) {
    return Actions.giveBack(statement.position(), optional(statement.value()));
  }

  @Override
  public Action visitHalt(Statement.Halt statement) {
    return Actions.halt(statement.position(), optional(statement.value()));
  }

  @Override
  public Action visitUplink(Statement.Uplink statement) {
    if (scope.functionName() == null) {
      return Actions.NOTHING;
    }
    List<Node> names = new ArrayList<>();
    for (Expression name : statement.names()) {
      names.add(expressions.compile(name));
    }
    return Actions.uplink(statement.position(), names);
  }

  // --- declarations

  @Override
  public Action visitFunction(Statement.FunctionDeclaration statement) {
    function(program, statement.function());
    return Actions.NOTHING;
  }

  @Override
  public Action visitStatic(Statement.StaticDeclaration statement) {
    Node initial = optional(statement.initial());
    scope
        .statics()
        .add(new StaticCode(scope.slot(statement.name()), program.nextStatic(), initial));
    return Actions.NOTHING;
  }

  @Override
  public Action visitConstant(Statement.ConstantDeclaration statement) {
    Scope anyFrame = Scope.anyFrame(scope.functionName());
    Expression value = statement.value();
    Node node =
        value == null
            ? Nodes.constant(NullValue.NULL)
            : new ExpressionCompiler(program, anyFrame).compile(value);
    program.addConstant(statement.name(), node);
    return Actions.NOTHING;
  }

  /** Compiles a function, wherever it stands, and makes it known. */
  static FunctionCode function(ProgramBuilder program, FunctionDefinition definition) {
    int index = program.nextFunction();
    StringValue name = Latin.string(definition.name());
    Scope scope = Scope.function(name);
    StatementCompiler compiler = new StatementCompiler(program, scope);
    for (Parameter parameter : definition.parameters()) {
      scope.slot(parameter.name());
    }
    List<ParameterCode> parameters = new ArrayList<>();
    for (Parameter parameter : definition.parameters()) {
      Node defaultValue = compiler.optional(parameter.defaultValue());
      parameters.add(
          new ParameterCode(scope.slot(parameter.name()), conversion(parameter), defaultValue));
    }
    Action body = compiler.block(definition.body());
    FunctionCode code =
        new FunctionCode(
            index, name, scope.layout(), parameters, scope.statics(), body, scope.deepest());
    program.add(code);
    return code;
  }

  private static @Nullable Conversion conversion(Parameter parameter) {
    return switch (parameter.type()) {
      case ANY -> null;
      case BOOL -> Conversion.TO_BOOL;
      case INT -> Conversion.TO_INT;
      case FLOAT -> Conversion.TO_FLOAT;
      case STRING -> Conversion.TO_STRING;
    };
  }
}
