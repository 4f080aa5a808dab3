package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** Statements other than loops. */
final class Statements {
  private Statements() {}

  /** A statement that has a place in the source. */
  abstract static class Placed extends Action {
    private final SourcePosition position;

    Placed(SourcePosition position) {
      this.position = position;
    }

    @Override
    final SourcePosition position() {
      return position;
    }
  }

  /** An expression whose value is dropped. */
  static final class Perform extends Placed {
    private final Node expression;

    Perform(SourcePosition position, Node expression) {
      super(position);
      this.expression = expression;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      expression.perform(frame);
      return Completion.NORMAL;
    }
  }

  /** Several statements. */
  static final class Block extends Action {
    /** So many statements are run between two looks at the limits, whatever they are. */
    private static final int CHUNK = 64;

    private final Action[] actions;

    Block(Action[] actions) {
      this.actions = actions;
    }

    @Override
    int run(Frame frame) {
      Action[] all = actions;
      for (int i = 0; i < all.length; i++) {
        if (i % CHUNK == 0) {
          frame.run.meter.step(Math.min(CHUNK, all.length - i));
        }
        int completion = all[i].run(frame);
        if (completion != Completion.NORMAL) {
          return completion;
        }
      }
      return Completion.NORMAL;
    }
  }

  /** {@code if} with any number of branches. */
  static final class If extends Placed {
    private final Node[] conditions;
    private final Action[] bodies;
    private final @Nullable Action otherwise;

    If(SourcePosition position, Node[] conditions, Action[] bodies, @Nullable Action otherwise) {
      super(position);
      this.conditions = conditions;
      this.bodies = bodies;
      this.otherwise = otherwise;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      for (int i = 0; i < conditions.length; i++) {
        if (conditions[i].test(frame)) {
          return bodies[i].run(frame);
        }
      }
      return otherwise == null ? Completion.NORMAL : otherwise.run(frame);
    }
  }

  /** {@code break} and {@code continue}. */
  static final class Jump extends Action {
    private final int completion;

    Jump(int completion) {
      this.completion = completion;
    }

    @Override
    int run(Frame frame) {
      return completion;
    }
  }

  /** {@code return}. */
  static final class Return extends Placed {
    private final @Nullable Node value;

    Return(SourcePosition position, @Nullable Node value) {
      super(position);
      this.value = value;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      if (value == null) {
        frame.value = NullValue.NULL;
        frame.returnKind = Kind.VALUE;
      } else {
        frame.returnKind = value.evaluate(frame);
      }
      return Completion.RETURN;
    }
  }

  /** {@code die} as a statement. */
  static final class Halt extends Placed {
    private final @Nullable Node value;

    Halt(SourcePosition position, @Nullable Node value) {
      super(position);
      this.value = value;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      Value status = value == null ? NullValue.NULL : value.eval(frame);
      throw frame.run.exit(status);
    }
  }

  /** {@code uplink}: the names stand for the variables of the nearest caller that has them. */
  static final class Uplink extends Placed {
    private final Node[] names;

    Uplink(SourcePosition position, Node[] names) {
      super(position);
      this.names = names;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      for (Node node : names) {
        StringValue name = node.eval(frame).toStringValue(frame.run.meter);
        Variable found = find(frame, name);
        if (found != null && !frame.run.superglobals().containsKey(name)) {
          frame.link(name, found);
        }
      }
      return Completion.NORMAL;
    }

    private static @Nullable Variable find(Frame frame, StringValue name) {
      for (Frame caller = frame.caller; caller != null; caller = caller.caller) {
        Variable found = caller.find(name);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
  }
}
