package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.StoredStringFunction;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;

/** Nodes that call functions. */
final class Calls {
  private Calls() {}

  /** A call whose result may be unboxed. */
  private abstract static class Call extends Node {
    final Node[] arguments;

    Call(Node[] arguments) {
      this.arguments = arguments;
    }

    @Override
    public final Value eval(Frame frame) {
      return frame.result(evaluate(frame));
    }

    @Override
    public final boolean test(Frame frame) {
      return switch (evaluate(frame)) {
        case Kind.INT -> frame.intResult != 0;
        case Kind.FLOAT -> frame.floatResult != 0;
        default -> frame.value.toBool();
      };
    }

    /**
     * The result of a call counts as kept where its first argument is, or what is called if there
     * is none.
     */
    @Override
    public final Value evalTarget(Frame frame, boolean create) {
      Value[] values = new Value[arguments.length];
      Place place = new Place();
      for (int i = 0; i < values.length; i++) {
        values[i] = i == 0 ? arguments[0].evalTarget(frame, false) : arguments[i].eval(frame);
        if (i == 0) {
          place.set(frame.place);
        }
      }
      Value function = evalCallee(frame);
      if (values.length == 0) {
        place.set(frame.place);
      }
      Value result = frame.result(frame.run.call(frame, function, values));
      frame.place.set(place);
      return result;
    }

    /** The value that names the function, with its place. */
    abstract Value evalCallee(Frame frame);

    final Value[] evalArguments(Frame frame) {
      Value[] values = new Value[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments[i].eval(frame);
      }
      return values;
    }
  }

  /** {@code name(arguments)}. */
  static class ByName extends Call {
    final int callee;

    ByName(int callee, Node[] arguments) {
      super(arguments);
      this.callee = callee;
    }

    @Override
    public int evaluate(Frame frame) {
      Callee target = frame.run.callees[callee];
      FunctionCode code = target.single;
      if (code != null) {
        return callUser(frame, code);
      }
      if (target.nativeFunction != null && target.group == null) {
        return frame.accept(
            frame.run.callNative(target.name, target.nativeFunction, evalArguments(frame)));
      }
      return frame.run.call(frame, target, evalArguments(frame));
    }

    @Override
    Value evalCallee(Frame frame) {
      frame.place.clear();
      return frame.run.callees[callee].name;
    }

    private int callUser(Frame frame, FunctionCode code) {
      Frame called = frame.run.acquire(code);
      ParameterCode[] parameters = code.parameters();
      for (int i = 0; i < arguments.length; i++) {
        int kind = arguments[i].evaluate(frame);
        if (i >= parameters.length) {
          called.extraArgument().store(kind, frame);
          continue;
        }
        Conversion conversion = called.bindsDirectly ? parameters[i].conversion() : null;
        if (conversion == null) {
          called.incoming[i].store(kind, frame);
        } else {
          called.incoming[i].set(conversion.apply(frame.result(kind), frame.run.meter));
        }
      }
      return frame.run.invoke(frame, called, arguments.length);
    }
  }

  /** {@code name($r.path, "constant")}, where a builtin can look into the stored record itself. */
  static final class OfStored extends ByName {
    /** Longer strings are searched under the eyes of the meter. */
    private static final int LENGTH_MAX = 4096;

    private final PathNode path;
    private final StringValue constant;

    OfStored(int callee, PathNode path, Node other, StringValue constant) {
      super(callee, new Node[] {path, other});
      this.path = path;
      this.constant = constant;
    }

    @Override
    public int evaluate(Frame frame) {
      Callee target = frame.run.callees[callee];
      if (target.group == null && target.nativeFunction instanceof StoredStringFunction function) {
        MemberSource record = path.record(frame);
        int handle = record == null ? MemberSource.ABSENT : path.find(frame, record);
        if (record != null
            && handle != MemberSource.ABSENT
            && record.typeAt(handle) == ValueType.STRING
            && record.stringLengthAt(handle) <= LENGTH_MAX) {
          frame.run.meter.step(1);
          return frame.accept(function.ofStored(record, handle, constant));
        }
      }
      return super.evaluate(frame);
    }
  }

  /**
   * {@code expression(arguments)}: the expression comes last and must give the name of a function.
   */
  static final class ByValue extends Call {
    private final Node callee;

    ByValue(Node callee, Node[] arguments) {
      super(arguments);
      this.callee = callee;
    }

    @Override
    Value evalCallee(Frame frame) {
      return callee.evalTarget(frame, false);
    }

    @Override
    public int evaluate(Frame frame) {
      Value[] values = evalArguments(frame);
      return frame.run.call(frame, callee.eval(frame), values);
    }
  }
}
