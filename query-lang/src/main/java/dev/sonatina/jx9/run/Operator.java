package dev.sonatina.jx9.run;

/** The arithmetic operators, and what they are as part of an assignment. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Operator {
  ADD('+', NumericOperations.Add::new, Assignments::add),
  SUBTRACT('-', NumericOperations.Subtract::new, Assignments::subtract),
  MULTIPLY('*', NumericOperations.Multiply::new, Assignments::multiply),
  DIVIDE('/', NumericOperations.Divide::new, Assignments::divide),
  MODULO('%', NumericOperations.Modulo::new, Assignments::modulo),
  BIT_AND('&', NumericOperations.BitAnd::new, Assignments::and),
  BIT_OR('|', NumericOperations.BitOr::new, Assignments::or),
  BIT_XOR('^', NumericOperations.BitXor::new, Assignments::xor),
  SHIFT_LEFT('<', NumericOperations.ShiftLeft::new, Assignments::shiftLeft),
  SHIFT_RIGHT('>', NumericOperations.ShiftRight::new, Assignments::shiftRight),
  CONCATENATE('.', Joined::new, Assignments::concatenate);

  @FunctionalInterface
  private interface Maker {
    Operation make(Node left, Node right);
  }

  private final char symbol;
  private final Maker maker;
  private final Assignments.Combination combination;

  Operator(char symbol, Maker maker, Assignments.Combination combination) {
    this.symbol = symbol;
    this.maker = maker;
    this.combination = combination;
  }

  /** {@code left operator right}. */
  public Node node(Node left, Node right) {
    return maker.make(left, right);
  }

  /** {@code target operator= value}. */
  public Node compound(Node target, Node value) {
    return new Assignments.Compound(target, value, combination);
  }

  /** {@code $x operator= value}. */
  public Node compound(int slot, Node value) {
    return new Assignments.CompoundVariable(slot, value, symbol, combination);
  }

  /** {@code ..} as an operator of two operands, for long chains. */
  private static final class Joined extends Operation {
    Joined(Node left, Node right) {
      super(left, right);
    }

    @Override
    int apply(Frame frame, int leftKind) {
      dev.sonatina.jx9.value.StringValue head =
          frame.result(leftKind).toStringValue(frame.run.meter);
      frame.value = Values.append(frame, head, right.eval(frame).toStringValue(frame.run.meter));
      return Kind.VALUE;
    }
  }
}
