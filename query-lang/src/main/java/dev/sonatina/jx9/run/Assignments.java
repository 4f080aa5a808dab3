package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes that store into elements, and those that combine what is there with a value. */
final class Assignments {
  private static final long OFFSET_MASK = 0xFFFF_FFFFL;
  private static final String NO_SUCH_MEMBER =
      "Cannot perform assignment on a constant object attribute";

  private Assignments() {}

  /** {@code target[index] = value}, or {@code target[] = value} if there is no index. */
  static final class StoreElement extends Node {
    private final Node target;
    private final @Nullable Node index;
    private final Node value;

    StoreElement(Node target, @Nullable Node index, Node value) {
      this.target = target;
      this.index = index;
      this.value = value;
    }

    @Override
    public Value eval(Frame frame) {
      Value stored = value.eval(frame);
      Value container = target.evalTarget(frame, true);
      if (container instanceof MapValue map) {
        Elements.insert(frame, map, index == null ? null : index.eval(frame), stored);
        return stored;
      }
      Place place = frame.place.copy();
      Value key = index == null ? null : index.eval(frame);
      if (place.get() instanceof StringValue text) {
        StringValue added = stored.toStringValue(frame.run.meter);
        place.put(storeByte(frame, text, key, added));
        return added;
      }
      MapValue map = Elements.mapAt(place);
      if (map != null) {
        Elements.insert(frame, map, key, stored);
      }
      return stored;
    }

    /**
     * A string with one byte replaced or, outside of it, appended; or with all of {@code added}
     * appended if there is no key.
     */
    private static StringValue storeByte(
        Frame frame, StringValue text, @Nullable Value key, StringValue added) {
      if (key == null) {
        return Values.append(frame, text, added);
      }
      if (added.isEmpty()) {
        return text;
      }
      // A key that is no int is not converted: what its integer slot holds counts. An int is, which
      // changes nothing.
      long offset = key.intPayload() & OFFSET_MASK;
      if (offset >= text.length()) {
        return Values.append(frame, text, added.substring(0, 1));
      }
      frame.run.meter.allocate(text.length());
      frame.run.meter.step(text.length() >> 6);
      byte[] bytes = text.bytes();
      bytes[(int) offset] = added.byteAt(0);
      return StringValue.wrap(bytes);
    }
  }

  /** {@code target.key = value}: only for a member that is there. */
  static final class StoreMember extends Node {
    private final Node member;
    private final Node value;

    StoreMember(Node member, Node value) {
      this.member = member;
      this.value = value;
    }

    @Override
    public Value eval(Frame frame) {
      Value stored = value.eval(frame);
      member.evalTarget(frame, true);
      if (frame.place.exists()) {
        frame.place.put(stored);
      } else {
        frame.run.report(Severity.ERROR, NO_SUCH_MEMBER + ", JX9 is loading NULL");
      }
      return stored;
    }
  }

  /** What {@code +=} and the like do with the old value and the operand. */
  @FunctionalInterface
  interface Combination {
    Value combine(Frame frame, Value old, Value operand);
  }

  /** {@code target += value} and the like, for any target. */
  static final class Compound extends Node {
    private final Node target;
    private final Node value;
    private final Combination combination;

    Compound(Node target, Node value, Combination combination) {
      this.target = target;
      this.value = value;
      this.combination = combination;
    }

    @Override
    public Value eval(Frame frame) {
      Value operand = value.eval(frame);
      Value old = target.evalTarget(frame, true);
      boolean kept = frame.place.exists();
      Value result = combination.combine(frame, old, operand);
      if (kept) {
        frame.place.put(result);
      } else {
        frame.run.report(Severity.ERROR, NO_SUCH_MEMBER);
      }
      return result;
    }
  }

  /**
   * {@code $x += value} and the like, with numbers unboxed. The operand is evaluated before the
   * variable is loaded.
   */
  static final class CompoundVariable extends Node {
    private final int slot;
    private final Node value;
    private final char symbol;
    private final Combination combination;

    CompoundVariable(int slot, Node value, char symbol, Combination combination) {
      this.slot = slot;
      this.value = value;
      this.symbol = symbol;
      this.combination = combination;
    }

    @Override
    public Value eval(Frame frame) {
      return frame.result(evaluate(frame));
    }

    @Override
    public int evaluate(Frame frame) {
      int kind = value.evaluate(frame);
      Variable variable = frame.variables[slot];
      if (kind == Kind.INT && variable.kind == Kind.INT && isIntOperator()) {
        frame.intResult = combine(variable.intValue, frame.intResult);
        variable.setInt(frame.intResult);
        return Kind.INT;
      }
      if (kind != Kind.VALUE && variable.kind != Kind.VALUE && isNumberOperator()) {
        double old = variable.kind == Kind.INT ? variable.intValue : variable.floatValue;
        double operand = kind == Kind.INT ? frame.intResult : frame.floatResult;
        int resultKind = Arithmetic.reduce(frame, combine(old, operand));
        variable.store(resultKind, frame);
        return resultKind;
      }
      Value result = combination.combine(frame, variable.get(), frame.result(kind));
      variable.set(result);
      return frame.accept(result);
    }

    private boolean isNumberOperator() {
      return symbol == '+' || symbol == '-' || symbol == '*';
    }

    private boolean isIntOperator() {
      return isNumberOperator() || symbol == '&' || symbol == '|' || symbol == '^';
    }

    private long combine(long old, long operand) {
      return switch (symbol) {
        case '+' -> old + operand;
        case '-' -> old - operand;
        case '*' -> old * operand;
        case '&' -> old & operand;
        case '|' -> old | operand;
        default -> old ^ operand;
      };
    }

    private double combine(double old, double operand) {
      return switch (symbol) {
        case '+' -> old + operand;
        case '-' -> old - operand;
        default -> old * operand;
      };
    }
  }

  // --- the combinations

  static Value add(Frame frame, Value old, Value operand) {
    return Arithmetic.addInPlace(frame, old, operand);
  }

  static Value subtract(Frame frame, Value old, Value operand) {
    return frame.result(Arithmetic.subtract(frame, old, operand));
  }

  static Value multiply(Frame frame, Value old, Value operand) {
    return frame.result(Arithmetic.multiply(frame, old, operand));
  }

  /** Dividing by zero leaves the zero, as a float. */
  static Value divide(Frame frame, Value old, Value operand) {
    double divisor = operand.toFloat();
    if (divisor == 0) {
      frame.run.report(Severity.ERROR, "Division by zero");
      return dev.sonatina.jx9.value.FloatValue.of(divisor);
    }
    return frame.result(Arithmetic.divide(frame, old.toFloat(), divisor));
  }

  static Value modulo(Frame frame, Value old, Value operand) {
    return IntValue.of(Arithmetic.modulo(frame, old.toInt(), operand.toInt()));
  }

  static Value concatenate(Frame frame, Value old, Value operand) {
    return Values.append(
        frame, old.toStringValue(frame.run.meter), operand.toStringValue(frame.run.meter));
  }

  static Value and(Frame frame, Value old, Value operand) {
    return IntValue.of(old.toInt() & operand.toInt());
  }

  static Value or(Frame frame, Value old, Value operand) {
    return IntValue.of(old.toInt() | operand.toInt());
  }

  static Value xor(Frame frame, Value old, Value operand) {
    return IntValue.of(old.toInt() ^ operand.toInt());
  }

  static Value shiftLeft(Frame frame, Value old, Value operand) {
    return IntValue.of(old.toInt() << operand.toInt());
  }

  static Value shiftRight(Frame frame, Value old, Value operand) {
    return IntValue.of(old.toInt() >> operand.toInt());
  }
}
