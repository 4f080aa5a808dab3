package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.run.Operator;
import dev.sonatina.jx9.run.PathKey;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles members and elements, read and written. */
final class TargetCompiler {
  private final ExpressionCompiler expressions;
  private final Scope scope;

  TargetCompiler(ExpressionCompiler expressions, Scope scope) {
    this.expressions = expressions;
    this.scope = scope;
  }

  // --- reading

  /** A member or an element; those of a variable whose keys are all known become a path. */
  Node load(Expression expression) {
    Deque<Expression> steps = new ArrayDeque<>();
    Expression base = expression;
    while (base instanceof Expression.Member || base instanceof Expression.Subscript) {
      steps.push(base);
      base =
          base instanceof Expression.Member member
              ? member.target()
              : ((Expression.Subscript) base).target();
    }
    Node node = expressions.compile(base);
    List<PathKey> path =
        base instanceof Expression.Variable && scope.hasSlots() ? new ArrayList<>() : null;
    Node start = node;
    scope.enter(steps.size());
    for (Expression step : steps) {
      if (step instanceof Expression.Member member) {
        Node key = expressions.compileKey(member.key());
        path = extend(path, key, false);
        node = path == null ? Nodes.member(node, key) : Nodes.path(start, path);
      } else {
        Expression index = ((Expression.Subscript) step).index();
        if (index == null) {
          path = null;
          node = Nodes.append(node);
        } else {
          Node key = expressions.compile(index);
          path = extend(path, key, true);
          node = path == null ? Nodes.subscript(node, key) : Nodes.path(start, path);
        }
      }
    }
    scope.leave(steps.size());
    return node;
  }

  private static @Nullable List<PathKey> extend(
      @Nullable List<PathKey> path, Node key, boolean isSubscript) {
    Value constant = Nodes.constantValue(key);
    if (path == null || !(constant instanceof StringValue || constant instanceof IntValue)) {
      return null;
    }
    path.add(PathKey.of(constant, isSubscript));
    return path;
  }

  // --- writing

  /** An expression that is changed, or through which something is changed. */
  private Node target(Expression expression) {
    scope.enter(1);
    Node node;
    if (expression instanceof Expression.Member member) {
      Node container = target(member.target());
      node = Nodes.member(container, expressions.compileKey(member.key()));
    } else if (expression instanceof Expression.Subscript subscript) {
      Node container = target(subscript.target());
      Expression index = subscript.index();
      node =
          index == null
              ? Nodes.append(container)
              : Nodes.subscript(container, expressions.compile(index));
    } else {
      node = expressions.compile(expression);
    }
    scope.leave(1);
    return node;
  }

  /** {@code target = value}. */
  Node store(Expression target, Node value) {
    if (target instanceof Expression.Variable variable) {
      return scope.hasSlots()
          ? Nodes.store(scope.slot(variable.name()), value)
          : Nodes.storeMember(target(target), value);
    }
    if (target instanceof Expression.Subscript subscript) {
      Node container = target(subscript.target());
      Node index = subscript.index() == null ? null : expressions.compile(subscript.index());
      return Nodes.storeElement(container, index, value);
    }
    return target instanceof Expression.Member
        ? Nodes.storeMember(target(target), value)
        : misplaced(target, value);
  }

  /**
   * {@code =} after something that cannot be assigned to. The original drops the last step of what
   * it has made of the target, takes the last value that is left for the name of a variable, and
   * stores the one before it there. What is missing in the target is created all the same.
   */
  private Node misplaced(Expression target, Node value) {
    if (target instanceof Expression.Call call) {
      List<Node> values = new ArrayList<>();
      values.add(value);
      values.addAll(expressions.arguments(call));
      return Nodes.storeByName(values, expressions.compileCallee(call.callee()));
    }
    if (target instanceof Expression.Unary unary) {
      return Nodes.storeByName(List.of(value), target(unary.operand()));
    }
    if (target instanceof Expression.Step step) {
      return Nodes.storeByName(List.of(value), target(step.target()));
    }
    if (target instanceof Expression.Chain chain) {
      return misplaced(chain, value);
    }
    if (target instanceof Expression.Assignment) {
      return Nodes.sequence(List.of(value, expressions.compile(target)));
    }
    // The rest would reach for values that are not there.
    return value;
  }

  private Node misplaced(Expression.Chain chain, Node value) {
    int last = chain.links().size() - 1;
    Expression.Link link = chain.links().get(last);
    Expression left =
        last == 0
            ? chain.first()
            : new Expression.Chain(chain.first(), chain.links().subList(0, last));
    Node kept = target(left);
    Node name = target(link.operand());
    return switch (link.operator()) {
      case AND -> Nodes.storeUnlessDecided(false, value, kept, name);
      case OR -> Nodes.storeUnlessDecided(true, value, kept, name);
      default -> Nodes.storeByName(List.of(value, Nodes.asTarget(kept)), name);
    };
  }

  /** {@code target operator= value}. */
  Node compound(Expression target, Operator operator, Node value) {
    return target instanceof Expression.Variable variable && scope.hasSlots()
        ? operator.compound(scope.slot(variable.name()), value)
        : operator.compound(target(target), value);
  }

  /** {@code ++} and {@code --}. */
  Node step(Expression.Step step) {
    return step.target() instanceof Expression.Variable variable && scope.hasSlots()
        ? Nodes.stepVariable(
            scope.slot(variable.name()),
            step.isIncrement(),
            step.isPrefix(),
            !expressions.isReadOnly())
        : Nodes.step(target(step.target()), step.isIncrement(), step.isPrefix());
  }
}
