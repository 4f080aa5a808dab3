package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.Value;

/** Nodes for the operators whose result is a number. */
final class NumericOperations {
  private NumericOperations() {}

  static final class Add extends Operation {
    Add(Node left, Node right) {
      super(left, right);
    }

    @Override
    int apply(Frame frame, int leftKind) {
      if (leftKind == Kind.INT) {
        long a = frame.intResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.INT) {
          frame.intResult += a;
          return Kind.INT;
        }
        return kind == Kind.FLOAT
            ? Arithmetic.reduce(frame, a + frame.floatResult)
            : Arithmetic.add(frame, IntValue.of(a), frame.value);
      }
      if (leftKind == Kind.FLOAT) {
        double a = frame.floatResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.FLOAT) {
          return Arithmetic.reduce(frame, a + frame.floatResult);
        }
        return kind == Kind.INT
            ? Arithmetic.reduce(frame, a + frame.intResult)
            : Arithmetic.add(frame, FloatValue.of(a), frame.value);
      }
      Value a = frame.value;
      return Arithmetic.add(frame, a, right.eval(frame));
    }
  }

  static final class Subtract extends Operation {
    Subtract(Node left, Node right) {
      super(left, right);
    }

    @Override
    int apply(Frame frame, int leftKind) {
      if (leftKind == Kind.INT) {
        long a = frame.intResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.INT) {
          frame.intResult = a - frame.intResult;
          return Kind.INT;
        }
        return kind == Kind.FLOAT
            ? Arithmetic.reduce(frame, a - frame.floatResult)
            : Arithmetic.subtract(frame, IntValue.of(a), frame.value);
      }
      if (leftKind == Kind.FLOAT) {
        double a = frame.floatResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.FLOAT) {
          return Arithmetic.reduce(frame, a - frame.floatResult);
        }
        return kind == Kind.INT
            ? Arithmetic.reduce(frame, a - frame.intResult)
            : Arithmetic.subtract(frame, FloatValue.of(a), frame.value);
      }
      Value a = frame.value;
      return Arithmetic.subtract(frame, a, right.eval(frame));
    }
  }

  static final class Multiply extends Operation {
    Multiply(Node left, Node right) {
      super(left, right);
    }

    @Override
    int apply(Frame frame, int leftKind) {
      if (leftKind == Kind.INT) {
        long a = frame.intResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.INT) {
          frame.intResult *= a;
          return Kind.INT;
        }
        return kind == Kind.FLOAT
            ? Arithmetic.reduce(frame, a * frame.floatResult)
            : Arithmetic.multiply(frame, IntValue.of(a), frame.value);
      }
      if (leftKind == Kind.FLOAT) {
        double a = frame.floatResult;
        int kind = right.evaluate(frame);
        if (kind == Kind.FLOAT) {
          return Arithmetic.reduce(frame, a * frame.floatResult);
        }
        return kind == Kind.INT
            ? Arithmetic.reduce(frame, a * frame.intResult)
            : Arithmetic.multiply(frame, FloatValue.of(a), frame.value);
      }
      Value a = frame.value;
      return Arithmetic.multiply(frame, a, right.eval(frame));
    }
  }

  static final class Divide extends Operation {
    Divide(Node left, Node right) {
      super(left, right);
    }

    @Override
    int apply(Frame frame, int leftKind) {
      double a;
      switch (leftKind) {
        case Kind.INT -> a = frame.intResult;
        case Kind.FLOAT -> a = frame.floatResult;
        default -> {
          Value value = frame.value;
          double b = toFloat(frame, right);
          return Arithmetic.divide(frame, value.toFloat(), b);
        }
      }
      return Arithmetic.divide(frame, a, toFloat(frame, right));
    }
  }

  /** The value of a node as a float. */
  static double toFloat(Frame frame, Node node) {
    return switch (node.evaluate(frame)) {
      case Kind.INT -> frame.intResult;
      case Kind.FLOAT -> frame.floatResult;
      default -> frame.value.toFloat();
    };
  }

  /** The value in a register as an int. */
  static long toInt(Frame frame, int kind) {
    return switch (kind) {
      case Kind.INT -> frame.intResult;
      case Kind.FLOAT -> FloatValue.toInt(frame.floatResult);
      default -> frame.value.toInt();
    };
  }

  /** An operator on ints. */
  abstract static class IntOperation extends Operation {
    IntOperation(Node left, Node right) {
      super(left, right);
    }

    abstract long combine(Frame frame, long left, long right);

    @Override
    final int apply(Frame frame, int leftKind) {
      if (leftKind == Kind.VALUE) {
        // Converted only after the right operand has been evaluated, which may change a map on the
        // left.
        Value value = frame.value;
        long b = toInt(frame, right.evaluate(frame));
        frame.intResult = combine(frame, value.toInt(), b);
        return Kind.INT;
      }
      long a = toInt(frame, leftKind);
      frame.intResult = combine(frame, a, toInt(frame, right.evaluate(frame)));
      return Kind.INT;
    }
  }

  static final class Modulo extends IntOperation {
    Modulo(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return Arithmetic.modulo(frame, left, right);
    }
  }

  static final class BitAnd extends IntOperation {
    BitAnd(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return left & right;
    }
  }

  static final class BitOr extends IntOperation {
    BitOr(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return left | right;
    }
  }

  static final class BitXor extends IntOperation {
    BitXor(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return left ^ right;
    }
  }

  static final class ShiftLeft extends IntOperation {
    ShiftLeft(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return left << right;
    }
  }

  static final class ShiftRight extends IntOperation {
    ShiftRight(Node left, Node right) {
      super(left, right);
    }

    @Override
    long combine(Frame frame, long left, long right) {
      return left >> right;
    }
  }
}
