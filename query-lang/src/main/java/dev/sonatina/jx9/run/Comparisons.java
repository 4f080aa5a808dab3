package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.Value;

/** Nodes for the operators that compare. */
final class Comparisons {
  private Comparisons() {}

  /** An operator whose result is a bool. */
  abstract static class Condition extends Operation {
    Condition(Node left, Node right) {
      super(left, right);
    }

    /** As {@link #apply}, for the result itself. */
    abstract boolean holds(Frame frame, int leftKind);

    @Override
    final int apply(Frame frame, int leftKind) {
      frame.value = BoolValue.of(holds(frame, leftKind));
      return Kind.VALUE;
    }

    @Override
    public final boolean test(Frame frame) {
      return holds(frame, left.evaluate(frame));
    }

    @Override
    public final Value eval(Frame frame) {
      return BoolValue.of(test(frame));
    }
  }

  /** {@code == != < <= > >=}. */
  static final class Loose extends Condition {
    private final Relation relation;

    Loose(Relation relation, Node left, Node right) {
      super(left, right);
      this.relation = relation;
    }

    @Override
    boolean holds(Frame frame, int leftKind) {
      if (leftKind == Kind.INT) {
        long a = frame.intResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.INT) {
          return relation.holds(a, frame.intResult);
        }
        return kind == Kind.FLOAT
            ? relation.holds((double) a, frame.floatResult)
            : relation.holds(Comparison.looseCompare(IntValue.of(a), frame.value));
      }
      if (leftKind == Kind.FLOAT) {
        double a = frame.floatResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.FLOAT) {
          return relation.holds(a, frame.floatResult);
        }
        return kind == Kind.INT
            ? relation.holds(a, (double) frame.intResult)
            : relation.holds(Comparison.looseCompare(FloatValue.of(a), frame.value));
      }
      Value a = frame.value;
      Value b = right.eval(frame);
      return relation.holds(Comparison.compare(a, b, false, frame.run.meter));
    }
  }

  /** {@code === !==}. */
  static final class Strict extends Condition {
    private final boolean equal;

    Strict(boolean equal, Node left, Node right) {
      super(left, right);
      this.equal = equal;
    }

    @Override
    boolean holds(Frame frame, int leftKind) {
      if (leftKind == Kind.INT) {
        long a = frame.intResult;
        return (right.evaluate(frame) == Kind.INT && frame.intResult == a) == equal;
      }
      Value a = frame.result(leftKind);
      Value b = right.eval(frame);
      return (Comparison.compare(a, b, true, frame.run.meter) == 0) == equal;
    }
  }
}
