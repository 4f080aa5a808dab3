package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Value;

/** A node whose value is a bool. */
abstract class ConditionNode extends Node {
  @Override
  public abstract boolean test(Frame frame);

  @Override
  public final Value eval(Frame frame) {
    return BoolValue.of(test(frame));
  }

  @Override
  public final int evaluate(Frame frame) {
    frame.value = BoolValue.of(test(frame));
    return Kind.VALUE;
  }

  @Override
  public void perform(Frame frame) {
    test(frame);
  }
}
