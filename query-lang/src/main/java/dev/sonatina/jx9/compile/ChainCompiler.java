package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles operands joined by operators of one level. Short chains nest, which is faster; long ones
 * are run in a loop.
 */
final class ChainCompiler {
  private static final int NESTED_MAX = 8;

  private ChainCompiler() {}

  static Node compile(Scope scope, Node first, List<Expression.Link> links, List<Node> operands) {
    BinaryOperator operator = links.get(0).operator();
    if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
      List<Node> all = new ArrayList<>(operands.size() + 1);
      all.add(first);
      all.addAll(operands);
      return operator == BinaryOperator.AND ? Nodes.and(all) : Nodes.or(all);
    }
    return links.size() <= NESTED_MAX
        ? nested(scope, first, links, operands)
        : chain(first, links, operands);
  }

  private static Node nested(
      Scope scope, Node first, List<Expression.Link> links, List<Node> operands) {
    Node node = first;
    int i = 0;
    while (i < links.size()) {
      BinaryOperator operator = links.get(i).operator();
      if (operator == BinaryOperator.CONCATENATE) {
        List<Node> parts = new ArrayList<>();
        parts.add(node);
        while (i < links.size() && links.get(i).operator() == operator) {
          parts.add(operands.get(i));
          i++;
        }
        node = Nodes.concatenate(parts);
      } else {
        node = Operators.node(operator, node, operands.get(i));
        i++;
      }
    }
    // The first operand ends up that much deeper than it was compiled.
    scope.enter(links.size());
    scope.leave(links.size());
    return node;
  }

  private static Node chain(Node first, List<Expression.Link> links, List<Node> operands) {
    List<Node> operations = new ArrayList<>(links.size());
    for (int i = 0; i < links.size(); i++) {
      operations.add(Operators.node(links.get(i).operator(), Nodes.LEFT, operands.get(i)));
    }
    return Nodes.chain(first, operations);
  }
}
