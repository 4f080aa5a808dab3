package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.run.Operator;
import dev.sonatina.jx9.run.Relation;

/** What the operators of the tree are when they run. */
final class Operators {
  private Operators() {}

  /** An operator that computes a value, and can be part of an assignment. */
  static Operator of(BinaryOperator operator) {
    return switch (operator) {
      case MULTIPLY -> Operator.MULTIPLY;
      case DIVIDE -> Operator.DIVIDE;
      case MODULO -> Operator.MODULO;
      case ADD -> Operator.ADD;
      case SUBTRACT -> Operator.SUBTRACT;
      case CONCATENATE -> Operator.CONCATENATE;
      case SHIFT_LEFT -> Operator.SHIFT_LEFT;
      case SHIFT_RIGHT -> Operator.SHIFT_RIGHT;
      case BIT_AND -> Operator.BIT_AND;
      case BIT_XOR -> Operator.BIT_XOR;
      case BIT_OR -> Operator.BIT_OR;
      default -> throw new IllegalStateException("does not compute: " + operator);
    };
  }

  /** Any operator but {@code &&} and {@code ||}. */
  static Node node(BinaryOperator operator, Node left, Node right) {
    return switch (operator) {
      case LESS -> Nodes.compare(Relation.LESS, left, right);
      case GREATER -> Nodes.compare(Relation.GREATER, left, right);
      case LESS_OR_EQUAL -> Nodes.compare(Relation.LESS_OR_EQUAL, left, right);
      case GREATER_OR_EQUAL -> Nodes.compare(Relation.GREATER_OR_EQUAL, left, right);
      case EQUAL -> Nodes.compare(Relation.EQUAL, left, right);
      case NOT_EQUAL, LESS_GREATER -> Nodes.compare(Relation.NOT_EQUAL, left, right);
      case IDENTICAL -> Nodes.identical(true, left, right);
      case NOT_IDENTICAL -> Nodes.identical(false, left, right);
      default -> of(operator).node(left, right);
    };
  }
}
