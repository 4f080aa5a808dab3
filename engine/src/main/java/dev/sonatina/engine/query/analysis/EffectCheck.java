package dev.sonatina.engine.query.analysis;

import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether code changes nothing but its own local variables, and keeps nothing when it has returned.
 *
 * <p>Arrays and objects are shared by reference, so writing into one counts as an effect: it may be
 * part of the record.
 */
final class EffectCheck implements Expression.Visitor<Boolean>, Statement.Visitor<Boolean> {

  private final Set<String> shared;
  private final boolean allowsAssignments;

  /**
   * @param shared variables that are not local, whatever function uses them
   * @param allowsAssignments whether local variables may be changed
   */
  EffectCheck(Set<String> shared, boolean allowsAssignments) {
    this.shared = shared;
    this.allowsAssignments = allowsAssignments;
  }

  boolean isFree(List<Statement> statements) {
    return statements.stream().allMatch(statement -> statement.accept(this));
  }

  private boolean isFree(@Nullable Expression expression) {
    return expression == null || expression.accept(this);
  }

  private boolean areFree(List<Expression> expressions) {
    return expressions.stream().allMatch(this::isFree);
  }

  // --- expressions

  @Override
  public Boolean visitNumber(Expression.NumberLiteral literal) {
    return true;
  }

  @Override
  public Boolean visitString(Expression.StringLiteral literal) {
    return true;
  }

  @Override
  public Boolean visitInterpolation(Expression.Interpolation interpolation) {
    return areFree(interpolation.parts());
  }

  @Override
  public Boolean visitWord(Expression.Word word) {
    return true;
  }

  @Override
  public Boolean visitVariable(Expression.Variable variable) {
    return true;
  }

  @Override
  public Boolean visitArray(Expression.ArrayLiteral literal) {
    return areFree(literal.elements());
  }

  @Override
  public Boolean visitObject(Expression.ObjectLiteral literal) {
    return literal.entries().stream()
        .allMatch(entry -> isFree(entry.key()) && isFree(entry.value()));
  }

  @Override
  public Boolean visitLambda(Expression.Lambda lambda) {
    return false;
  }

  @Override
  public Boolean visitMember(Expression.Member member) {
    return isFree(member.target()) && isFree(member.key());
  }

  @Override
  public Boolean visitSubscript(Expression.Subscript subscript) {
    return isFree(subscript.target()) && isFree(subscript.index());
  }

  @Override
  public Boolean visitCall(Expression.Call call) {
    return call.callee() instanceof Expression.Word word
        && PureFunctions.contains(word.name())
        && areFree(call.arguments());
  }

  @Override
  public Boolean visitUnary(Expression.Unary unary) {
    return isFree(unary.operand());
  }

  @Override
  public Boolean visitStep(Expression.Step step) {
    return isLocal(step.target());
  }

  @Override
  public Boolean visitChain(Expression.Chain chain) {
    return isFree(chain.first()) && chain.links().stream().allMatch(link -> isFree(link.operand()));
  }

  @Override
  public Boolean visitConditional(Expression.Conditional conditional) {
    return isFree(conditional.condition())
        && isFree(conditional.then())
        && isFree(conditional.otherwise());
  }

  @Override
  public Boolean visitAssignment(Expression.Assignment assignment) {
    // `+=` on an array changes the array itself.
    return assignment.operator() == null
        && isLocal(assignment.target())
        && isFree(assignment.value());
  }

  private boolean isLocal(Expression target) {
    return allowsAssignments
        && target instanceof Expression.Variable variable
        && !shared.contains(variable.name());
  }

  @Override
  public Boolean visitSequence(Expression.Sequence sequence) {
    return areFree(sequence.parts());
  }

  @Override
  public Boolean visitPrint(Expression.Print print) {
    return false;
  }

  // --- statements

  @Override
  public Boolean visitExpression(Statement.ExpressionStatement statement) {
    return isFree(statement.expression());
  }

  @Override
  public Boolean visitIf(Statement.If statement) {
    return statement.branches().stream()
            .allMatch(branch -> isFree(branch.condition()) && isFree(branch.body()))
        && isFree(statement.otherwise());
  }

  @Override
  public Boolean visitWhile(Statement.While statement) {
    return isFree(statement.condition()) && isFree(statement.body());
  }

  @Override
  public Boolean visitFor(Statement.For statement) {
    return isFree(statement.start())
        && isFree(statement.test())
        && isFree(statement.step())
        && isFree(statement.body());
  }

  @Override
  public Boolean visitForeach(Statement.Foreach statement) {
    return isFree(statement.subject())
        && !shared.contains(statement.value())
        && (statement.key() == null || !shared.contains(statement.key()))
        && isFree(statement.body());
  }

  @Override
  public Boolean visitSwitch(Statement.Switch statement) {
    return isFree(statement.subject())
        && statement.cases().stream()
            .allMatch(label -> isFree(label.value()) && isFree(label.body()));
  }

  @Override
  public Boolean visitBlock(Statement.Block statement) {
    return isFree(statement.body());
  }

  @Override
  public Boolean visitBreak(Statement.Break statement) {
    return true;
  }

  @Override
  public Boolean visitContinue(Statement.Continue statement) {
    return true;
  }

  @Override
  public Boolean visitReturn(Statement.Return statement) {
    return isFree(statement.value());
  }

  @Override
  public Boolean visitHalt(Statement.Halt statement) {
    return false;
  }

  @Override
  public Boolean visitFunction(Statement.FunctionDeclaration statement) {
    return false;
  }

  @Override
  public Boolean visitStatic(Statement.StaticDeclaration statement) {
    return false;
  }

  @Override
  public Boolean visitUplink(Statement.Uplink statement) {
    return false;
  }

  @Override
  public Boolean visitConstant(Statement.ConstantDeclaration statement) {
    return false;
  }
}
