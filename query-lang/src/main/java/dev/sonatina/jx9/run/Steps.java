package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.ResourceValue;
import dev.sonatina.jx9.value.Value;

/** Nodes for {@code ++} and {@code --}. */
final class Steps {
  private Steps() {}

  /** A step of a variable, unboxed if it is an int. */
  static final class StepVariable extends Node {
    private final int slot;
    private final boolean increment;
    private final boolean prefix;
    private final Node general;

    StepVariable(int slot, boolean increment, boolean prefix, boolean creates) {
      this.slot = slot;
      this.increment = increment;
      this.prefix = prefix;
      this.general = new Step(new Variables.Load(slot, creates), increment, prefix);
    }

    @Override
    public Value eval(Frame frame) {
      return frame.result(evaluate(frame));
    }

    @Override
    public int evaluate(Frame frame) {
      Variable variable = frame.variables[slot];
      if (variable.kind != Kind.INT) {
        return frame.accept(general.eval(frame));
      }
      long old = variable.intValue;
      long stepped = increment ? old + 1 : old - 1;
      variable.setInt(stepped);
      frame.intResult = prefix ? stepped : old;
      return Kind.INT;
    }
  }

  /** A step of anything. */
  static final class Step extends Node {
    private final Node target;
    private final boolean increment;
    private final boolean prefix;

    Step(Node target, boolean increment, boolean prefix) {
      this.target = target;
      this.increment = increment;
      this.prefix = prefix;
    }

    @Override
    public Value eval(Frame frame) {
      Value old = target.evalTarget(frame, false);
      if (old instanceof MapValue
          || old instanceof ResourceValue
          || (!increment && old == NullValue.NULL)) {
        return old;
      }
      Value kept = frame.place.get();
      if (kept == null) {
        return unkept(old, stepped(old));
      }
      // A byte of a string is kept where the string is, which is what changes then.
      Value stepped = stepped(kept);
      frame.place.put(stepped);
      return prefix ? stepped : before(old, stepped);
    }

    private Value stepped(Value old) {
      Value number = old.toNumber();
      if (number instanceof FloatValue real) {
        return FloatValue.of(increment ? real.value() + 1 : real.value() - 1);
      }
      return IntValue.of(increment ? number.toInt() + 1 : number.toInt() - 1);
    }

    private Value unkept(Value old, Value stepped) {
      if (prefix) {
        return stepped instanceof FloatValue real ? FloatValue.reduce(real.value()) : stepped;
      }
      return increment ? old : old.toNumber();
    }

    /**
     * What a postfix step yields: the old number, but what is no number counts for what its integer
     * slot holds.
     */
    private Value before(Value old, Value stepped) {
      if (!increment) {
        Value number = old.toNumber();
        return number instanceof FloatValue real ? FloatValue.reduce(real.value()) : number;
      }
      if (stepped instanceof IntValue) {
        return IntValue.of(old.intPayload());
      }
      return old instanceof FloatValue real ? FloatValue.reduce(real.value()) : old;
    }
  }
}
