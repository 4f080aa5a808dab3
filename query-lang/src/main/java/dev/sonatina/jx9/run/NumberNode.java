package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.Value;

/** A node whose value is usually a number, so that {@link #evaluate} is the way it is written. */
abstract class NumberNode extends Node {
  @Override
  public abstract int evaluate(Frame frame);

  @Override
  public final Value eval(Frame frame) {
    return switch (evaluate(frame)) {
      case Kind.INT -> IntValue.of(frame.intResult);
      case Kind.FLOAT -> FloatValue.of(frame.floatResult);
      default -> frame.value;
    };
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
