package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.run.Conversion;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Compiles the expressions of one function, or of the top level. */
final class ExpressionCompiler implements Expression.Visitor<Node> {
  private final ProgramBuilder program;
  private final Scope scope;
  private final TargetCompiler targets;
  private final WordResolver words;

  /**
   * Whether loading an unknown variable leaves it unknown: so in arguments, literals and what is
   * printed.
   */
  private boolean readOnly;

  ExpressionCompiler(ProgramBuilder program, Scope scope) {
    this.program = program;
    this.scope = scope;
    this.words = new WordResolver(program, scope);
    this.targets = new TargetCompiler(this, scope);
  }

  Node compile(Expression expression) {
    scope.enter(1);
    Node node = expression.accept(this);
    scope.leave(1);
    return node;
  }

  /** What names a member. */
  Node compileKey(Expression key) {
    return key instanceof Expression.Word word ? words.resolve(word) : compile(key);
  }

  boolean isReadOnly() {
    return readOnly;
  }

  private Node compile(Expression expression, boolean asReadOnly) {
    boolean before = readOnly;
    readOnly = asReadOnly;
    Node node = compile(expression);
    readOnly = before;
    return node;
  }

  private List<Node> compile(List<Expression> expressions, boolean asReadOnly) {
    List<Node> nodes = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      nodes.add(compile(expression, asReadOnly));
    }
    return nodes;
  }

  // --- literals, words, variables

  @Override
  public Node visitNumber(Expression.NumberLiteral literal) {
    byte[] text = Latin.bytes(literal.text());
    Value value =
        literal.isFloat()
            ? FloatValue.of(NumberReader.toFloat(text, text.length))
            : IntValue.of(NumberReader.toInt(text, text.length));
    return Nodes.constant(value);
  }

  @Override
  public Node visitString(Expression.StringLiteral literal) {
    return Nodes.constant(Latin.string(literal.text()));
  }

  @Override
  public Node visitInterpolation(Expression.Interpolation interpolation) {
    return Nodes.concatenate(compile(interpolation.parts(), false));
  }

  @Override
  public Node visitWord(Expression.Word word) {
    return words.resolveValue(word);
  }

  @Override
  public Node visitVariable(Expression.Variable variable) {
    return scope.variable(variable.name(), !readOnly);
  }

  @Override
  public Node visitArray(Expression.ArrayLiteral literal) {
    return Nodes.array(compile(literal.elements(), true));
  }

  @Override
  public Node visitObject(Expression.ObjectLiteral literal) {
    List<Node> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    for (Expression.Entry entry : literal.entries()) {
      keys.add(compile(entry.key(), true));
      values.add(compile(entry.value(), true));
    }
    return Nodes.object(keys, values);
  }

  @Override
  public Node visitLambda(Expression.Lambda lambda) {
    return Nodes.constant(StatementCompiler.function(program, lambda.function()).name());
  }

  // --- elements and calls

  @Override
  public Node visitMember(Expression.Member member) {
    return targets.load(member);
  }

  @Override
  public Node visitSubscript(Expression.Subscript subscript) {
    return targets.load(subscript);
  }

  @Override
  public Node visitCall(Expression.Call call) {
    List<Node> arguments = compile(call.arguments(), true);
    StringValue name = words.calleeName(call.callee());
    return name != null
        ? Nodes.call(program.callee(name), arguments)
        : Nodes.call(compile(call.callee(), false), arguments);
  }

  // --- operators

  @Override
  public Node visitUnary(Expression.Unary unary) {
    Node operand = compile(unary.operand());
    return switch (unary.operator()) {
      case MINUS -> Nodes.negate(operand);
      case PLUS -> Nodes.toNumber(operand);
      case BIT_NOT -> Nodes.bitNot(operand);
      case NOT -> Nodes.not(operand);
      case CAST_INT -> Nodes.cast(Conversion.TO_INT, operand);
      case CAST_FLOAT -> Nodes.cast(Conversion.TO_FLOAT, operand);
      case CAST_STRING -> Nodes.cast(Conversion.TO_STRING, operand);
      case CAST_BOOL -> Nodes.cast(Conversion.TO_BOOL, operand);
    };
  }

  @Override
  public Node visitStep(Expression.Step step) {
    return targets.step(step);
  }

  @Override
  public Node visitChain(Expression.Chain chain) {
    Node first = compile(chain.first());
    List<Node> operands = new ArrayList<>(chain.links().size());
    for (Expression.Link link : chain.links()) {
      operands.add(compile(link.operand()));
    }
    return ChainCompiler.compile(scope, first, chain.links(), operands);
  }

  @Override
  public Node visitConditional(Expression.Conditional conditional) {
    return Nodes.conditional(
        compile(conditional.condition()),
        compile(conditional.then()),
        compile(conditional.otherwise()));
  }

  @Override
  public Node visitAssignment(Expression.Assignment assignment) {
    BinaryOperator operator = assignment.operator();
    Node value = compile(assignment.value());
    return operator == null
        ? targets.store(assignment.target(), value)
        : targets.compound(assignment.target(), Operators.of(operator), value);
  }

  @Override
  public Node visitSequence(Expression.Sequence sequence) {
    List<Node> parts = new ArrayList<>();
    for (Expression part : sequence.parts()) {
      parts.add(compile(part));
    }
    return Nodes.sequence(parts);
  }

  @Override
  public Node visitPrint(Expression.Print print) {
    return Nodes.print(compile(print.items(), true));
  }

  /** What names the function of a call, as a value. */
  Node compileCallee(Expression callee) {
    StringValue name = words.calleeName(callee);
    return name != null ? Nodes.constant(name) : compile(callee, false);
  }

  /** The arguments of a call that is assigned to. */
  List<Node> arguments(Expression.Call call) {
    return compile(call.arguments(), true);
  }
}
