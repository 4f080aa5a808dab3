package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.BoolValue;
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

  /** Stores a value in the variable that an expression names. */
  static final class StoreByName extends Node {
    private final Node value;
    private final Node name;

    StoreByName(Node value, Node name) {
      this.value = value;
      this.name = name;
    }

    @Override
    public Value eval(Frame frame) {
      Value stored = value.eval(frame);
      store(frame, name.evalTarget(frame, true), stored);
      return stored;
    }
  }

  /** Evaluates a node as something to write into. */
  static final class AsTarget extends Node {
    private final Node target;

    AsTarget(Node target) {
      this.target = target;
    }

    @Override
    public Value eval(Frame frame) {
      return target.evalTarget(frame, true);
    }
  }

  /** {@code $a && $b = value} and the like, see {@link Nodes#storeUnlessDecided}. */
  static final class StoreUnlessDecided extends ConditionNode {
    private final boolean decided;
    private final Node value;
    private final Node truth;
    private final Node name;

    StoreUnlessDecided(boolean decided, Node value, Node truth, Node name) {
      this.decided = decided;
      this.value = value;
      this.truth = truth;
      this.name = name;
    }

    @Override
    public boolean test(Frame frame) {
      value.perform(frame);
      boolean result = truth.evalTarget(frame, true).toBool();
      if (result != decided) {
        store(frame, name.evalTarget(frame, true), BoolValue.of(result));
      }
      return result;
    }
  }

  private static void store(Frame frame, Value name, Value value) {
    StringValue text = name.toStringValue(frame.run.meter);
    Variable shared = frame.run.superglobals().get(text);
    (shared != null ? shared : frame.variable(text)).set(value);
  }
}
