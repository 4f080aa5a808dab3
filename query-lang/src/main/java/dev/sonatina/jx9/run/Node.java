package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.Value;

/**
 * An expression, ready to run. Immutable, so that any number of runs share it; everything that
 * changes is in the {@link Frame}.
 *
 * <p>The four ways to run a node have the same effects and differ in the form of the result. {@link
 * #evaluate} keeps numbers out of objects, {@link #test} conditions.
 */
public abstract class Node {
  /** The value. */
  public abstract Value eval(Frame frame);

  /** Leaves the value in a register of the frame and says in which, see {@link Kind}. */
  public int evaluate(Frame frame) {
    return frame.accept(eval(frame));
  }

  /** The value as a bool. */
  public boolean test(Frame frame) {
    return eval(frame).toBool();
  }

  /** Drops the value. */
  public void perform(Frame frame) {
    evaluate(frame);
  }

  /**
   * The value as something to change. Leaves in {@link Frame#place} where the value is kept,
   * nothing if it is not kept anywhere.
   *
   * @param create whether a missing variable or element on the way is created
   */
  public Value evalTarget(Frame frame, boolean create) {
    Value value = eval(frame);
    frame.place.clear();
    return value;
  }
}
