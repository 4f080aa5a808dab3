package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.Value;
import java.util.List;

/** A long row of operators of one level, worked off from the left without recursion. */
final class Chain extends Node {
  private final Node first;
  private final Operation[] operations;

  /** Each operation's own left operand is not used. */
  Chain(Node first, List<Operation> operations) {
    this.first = first;
    this.operations = operations.toArray(Operation[]::new);
  }

  @Override
  public int evaluate(Frame frame) {
    int kind = first.evaluate(frame);
    for (Operation operation : operations) {
      kind = operation.apply(frame, kind);
    }
    return kind;
  }

  @Override
  public Value eval(Frame frame) {
    return frame.result(evaluate(frame));
  }
}
