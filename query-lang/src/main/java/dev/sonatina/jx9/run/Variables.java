package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Nodes that load and store variables. */
final class Variables {
  private Variables() {}

  /** A variable of the frame. */
  static final class Load extends Node {
    final int slot;

    /** Whether loading makes the variable exist, which {@code uplink} can see. */
    private final boolean creates;

    Load(int slot, boolean creates) {
      this.slot = slot;
      this.creates = creates;
    }

    private Variable variable(Frame frame) {
      Variable variable = frame.variables[slot];
      if (creates) {
        variable.create();
      }
      return variable;
    }

    @Override
    public Value eval(Frame frame) {
      return variable(frame).get();
    }

    @Override
    public int evaluate(Frame frame) {
      return variable(frame).load(frame);
    }

    @Override
    public boolean test(Frame frame) {
      Variable variable = variable(frame);
      return switch (variable.kind) {
        case Kind.INT -> variable.intValue != 0;
        case Kind.FLOAT -> variable.floatValue != 0;
        default -> variable.value != null && variable.value.toBool();
      };
    }

    @Override
    public Value evalTarget(Frame frame, boolean create) {
      Variable variable = frame.variables[slot];
      boolean kept = create || creates || variable.exists();
      if (!kept) {
        frame.place.clear();
        return NullValue.NULL;
      }
      variable.create();
      frame.place.set(variable);
      return variable.get();
    }
  }

  /** A variable known by name only, as in the expression of a constant, which runs in any frame. */
  static final class LoadByName extends Node {
    private final StringValue name;

    LoadByName(StringValue name) {
      this.name = name;
    }

    private Variable variable(Frame frame) {
      Variable shared = frame.run.superglobals().get(name);
      return shared != null ? shared : frame.variable(name);
    }

    @Override
    public Value eval(Frame frame) {
      Variable variable = variable(frame);
      variable.create();
      return variable.get();
    }

    @Override
    public Value evalTarget(Frame frame, boolean create) {
      Variable variable = variable(frame);
      variable.create();
      frame.place.set(variable);
      return variable.get();
    }
  }

  /** {@code $x = value}. */
  static final class Store extends Node {
    private final int slot;
    private final Node value;

    Store(int slot, Node value) {
      this.slot = slot;
      this.value = value;
    }

    @Override
    public Value eval(Frame frame) {
      Value result = value.eval(frame);
      frame.variables[slot].set(result);
      return result;
    }

    @Override
    public int evaluate(Frame frame) {
      int kind = value.evaluate(frame);
      frame.variables[slot].store(kind, frame);
      return kind;
    }
  }

  /**
   * {@code f(a) = value}: stores the last argument, or the value if there is none, in a variable of
   * the function's name.
   */
  static final class StoreToCall extends Node {
    private final int slot;
    private final Node value;
    private final Node[] arguments;

    StoreToCall(int slot, Node value, Node[] arguments) {
      this.slot = slot;
      this.value = value;
      this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame) {
      Value result = value.eval(frame);
      for (Node argument : arguments) {
        result = argument.eval(frame);
      }
      frame.variables[slot].set(result);
      return result;
    }
  }
}
