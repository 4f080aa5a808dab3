package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.Value;

/** An operator between two operands, the left one first. */
abstract class Operation extends Node {
  final Node left;
  final Node right;

  Operation(Node left, Node right) {
    this.left = left;
    this.right = right;
  }

  /**
   * Combines what the left operand has left in the register {@code leftKind} with the right
   * operand, which is evaluated here.
   */
  abstract int apply(Frame frame, int leftKind);

  @Override
  public int evaluate(Frame frame) {
    return apply(frame, left.evaluate(frame));
  }

  @Override
  public Value eval(Frame frame) {
    return frame.result(evaluate(frame));
  }

  @Override
  public boolean test(Frame frame) {
    return switch (evaluate(frame)) {
      case Kind.INT -> frame.intResult != 0;
      case Kind.FLOAT -> frame.floatResult != 0;
      default -> frame.value.toBool();
    };
  }
}
