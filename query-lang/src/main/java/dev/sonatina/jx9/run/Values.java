package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.NativeConstant;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;

/** Nodes for literals, constants, casts, signs, joined strings and printing. */
final class Values {
  private static final int APPEND_BYTES = 40;

  private Values() {}

  static final class Constant extends Node {
    final Value value;

    Constant(Value value) {
      this.value = value;
    }

    @Override
    public Value eval(Frame frame) {
      return value;
    }

    @Override
    public boolean test(Frame frame) {
      return value.toBool();
    }
  }

  static final class IntConstant extends NumberNode {
    final long value;

    IntConstant(long value) {
      this.value = value;
    }

    @Override
    public int evaluate(Frame frame) {
      frame.intResult = value;
      return Kind.INT;
    }
  }

  static final class FloatConstant extends NumberNode {
    final double value;

    FloatConstant(double value) {
      this.value = value;
    }

    @Override
    public int evaluate(Frame frame) {
      frame.floatResult = value;
      return Kind.FLOAT;
    }
  }

  /** A constant of a library, computed at each use. */
  static final class LibraryConstant extends Node {
    private final NativeConstant constant;

    LibraryConstant(NativeConstant constant) {
      this.constant = constant;
    }

    @Override
    public Value eval(Frame frame) {
      return constant.value(frame.run.context());
    }
  }

  /** A word that may become a constant while the script runs. */
  static final class LateConstant extends Node {
    private final StringValue name;

    LateConstant(StringValue name) {
      this.name = name;
    }

    @Override
    public Value eval(Frame frame) {
      return frame.run.program().constants().containsKey(name)
          ? frame.run.constant(name, frame)
          : name;
    }
  }

  /**
   * A constant of the script, whose expression is evaluated at each use with the variables of the
   * place of use.
   */
  static final class ScriptConstant extends Node {
    private final StringValue name;

    ScriptConstant(StringValue name) {
      this.name = name;
    }

    @Override
    public Value eval(Frame frame) {
      return frame.run.constant(name, frame);
    }
  }

  static final class ArrayLiteral extends Node {
    private final Node[] elements;

    ArrayLiteral(Node[] elements) {
      this.elements = elements;
    }

    @Override
    public Value eval(Frame frame) {
      frame.run.meter.allocate(
          MemoryAudit.MAP_BYTES + (long) MemoryAudit.ENTRY_BYTES * elements.length);
      MapValue map = MapValue.array(elements.length);
      for (Node element : elements) {
        map.append(element.eval(frame));
      }
      return map;
    }
  }

  static final class ObjectLiteral extends Node {
    private final Node[] keys;
    private final Node[] values;

    ObjectLiteral(Node[] keys, Node[] values) {
      this.keys = keys;
      this.values = values;
    }

    @Override
    public Value eval(Frame frame) {
      frame.run.meter.allocate(
          MemoryAudit.MAP_BYTES + (long) MemoryAudit.ENTRY_BYTES * keys.length);
      Value[] evaluated = new Value[keys.length * 2];
      for (int i = 0; i < keys.length; i++) {
        evaluated[2 * i] = keys[i].eval(frame);
        evaluated[2 * i + 1] = values[i].eval(frame);
      }
      MapValue map = MapValue.object();
      for (int i = 0; i < evaluated.length; i += 2) {
        map.put(evaluated[i], evaluated[i + 1]);
      }
      return map;
    }
  }

  /** {@code a .. b .. c}, or the parts of an interpolated string. */
  static final class Concatenation extends Node {
    private final Node[] parts;

    Concatenation(Node[] parts) {
      this.parts = parts;
    }

    @Override
    public Value eval(Frame frame) {
      StringValue joined = parts[0].eval(frame).toStringValue(frame.run.meter);
      for (int i = 1; i < parts.length; i++) {
        joined = append(frame, joined, parts[i].eval(frame).toStringValue(frame.run.meter));
      }
      return joined;
    }
  }

  /** A float as the key of a map. */
  static long floatKey(double number) {
    return FloatValue.toInt(number);
  }

  /** Two strings joined, with what that costs accounted for. */
  static StringValue append(Frame frame, StringValue head, StringValue tail) {
    int length = tail.length();
    RunMeter meter = frame.run.meter;
    if (length > StringValue.LENGTH_MAX - head.length()) {
      meter.allocate(WorkGuard.STRING_TOO_LONG);
    }
    // Growing in place is amortised: each byte is paid for a few times.
    int taken = head.appendBytes(length);
    meter.allocate(taken + (long) APPEND_BYTES);
    int copied = taken == 0 ? length : taken;
    if (copied > 64) {
      meter.step(copied >> 6);
    }
    return head.append(tail);
  }

  /** A cast to int, float or string. */
  static final class Cast extends Node {
    private final Conversion conversion;
    private final Node operand;

    Cast(Conversion conversion, Node operand) {
      this.conversion = conversion;
      this.operand = operand;
    }

    @Override
    public Value eval(Frame frame) {
      return conversion.apply(operand.eval(frame), frame.run.meter);
    }
  }

  static final class CastToInt extends NumberNode {
    private final Node operand;

    CastToInt(Node operand) {
      this.operand = operand;
    }

    @Override
    public int evaluate(Frame frame) {
      frame.intResult = NumericOperations.toInt(frame, operand.evaluate(frame));
      return Kind.INT;
    }
  }

  static final class CastToFloat extends NumberNode {
    private final Node operand;

    CastToFloat(Node operand) {
      this.operand = operand;
    }

    @Override
    public int evaluate(Frame frame) {
      frame.floatResult = NumericOperations.toFloat(frame, operand);
      return Kind.FLOAT;
    }
  }

  /** Unary plus and minus: the operand as a number, perhaps with the other sign. */
  static final class Sign extends NumberNode {
    private final boolean negative;
    private final Node operand;

    Sign(boolean negative, Node operand) {
      this.negative = negative;
      this.operand = operand;
    }

    @Override
    public int evaluate(Frame frame) {
      int kind = operand.evaluate(frame);
      if (kind == Kind.VALUE) {
        kind = frame.accept(frame.value.toNumber());
      }
      if (negative) {
        if (kind == Kind.INT) {
          frame.intResult = -frame.intResult;
        } else {
          frame.floatResult = -frame.floatResult;
        }
      }
      return kind;
    }
  }

  static final class BitNot extends NumberNode {
    private final Node operand;

    BitNot(Node operand) {
      this.operand = operand;
    }

    @Override
    public int evaluate(Frame frame) {
      frame.intResult = ~NumericOperations.toInt(frame, operand.evaluate(frame));
      return Kind.INT;
    }
  }

  /** Prints its items, and is true. */
  static final class Print extends ConditionNode {
    private final Node[] items;

    Print(Node[] items) {
      this.items = items;
    }

    @Override
    public boolean test(Frame frame) {
      for (Node item : items) {
        frame.run.print(item.eval(frame).toStringValue(frame.run.meter));
      }
      return true;
    }
  }
}
