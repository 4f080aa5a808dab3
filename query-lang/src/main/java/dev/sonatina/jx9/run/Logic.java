package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.Value;

/** Nodes for {@code && || ! ?:} and the comma. */
final class Logic {
  private Logic() {}

  static final class And extends ConditionNode {
    private final Node[] operands;

    And(Node[] operands) {
      this.operands = operands;
    }

    @Override
    public boolean test(Frame frame) {
      for (Node operand : operands) {
        if (!operand.test(frame)) {
          return false;
        }
      }
      return true;
    }
  }

  static final class Or extends ConditionNode {
    private final Node[] operands;

    Or(Node[] operands) {
      this.operands = operands;
    }

    @Override
    public boolean test(Frame frame) {
      for (Node operand : operands) {
        if (operand.test(frame)) {
          return true;
        }
      }
      return false;
    }
  }

  static final class Not extends ConditionNode {
    private final Node operand;

    Not(Node operand) {
      this.operand = operand;
    }

    @Override
    public boolean test(Frame frame) {
      return !operand.test(frame);
    }
  }

  static final class ToBool extends ConditionNode {
    private final Node operand;

    ToBool(Node operand) {
      this.operand = operand;
    }

    @Override
    public boolean test(Frame frame) {
      return operand.test(frame);
    }
  }

  static final class Conditional extends Node {
    private final Node condition;
    private final Node then;
    private final Node otherwise;

    Conditional(Node condition, Node then, Node otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    private Node choose(Frame frame) {
      return condition.test(frame) ? then : otherwise;
    }

    @Override
    public Value eval(Frame frame) {
      return choose(frame).eval(frame);
    }

    @Override
    public int evaluate(Frame frame) {
      return choose(frame).evaluate(frame);
    }

    @Override
    public boolean test(Frame frame) {
      return choose(frame).test(frame);
    }
  }

  /** Evaluates all, and is the last. */
  static final class Sequence extends Node {
    private final Node[] before;
    private final Node last;

    Sequence(Node[] before, Node last) {
      this.before = before;
      this.last = last;
    }

    private void performBefore(Frame frame) {
      for (Node node : before) {
        node.perform(frame);
      }
    }

    @Override
    public Value eval(Frame frame) {
      performBefore(frame);
      return last.eval(frame);
    }

    @Override
    public int evaluate(Frame frame) {
      performBefore(frame);
      return last.evaluate(frame);
    }

    @Override
    public boolean test(Frame frame) {
      performBefore(frame);
      return last.test(frame);
    }
  }
}
