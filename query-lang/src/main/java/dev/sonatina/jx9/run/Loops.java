package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** The statements that {@code break} and {@code continue} refer to. */
final class Loops {
  private Loops() {}

  static final class While extends Statements.Placed {
    private final Node condition;
    private final Action body;

    While(SourcePosition position, Node condition, Action body) {
      super(position);
      this.condition = condition;
      this.body = body;
    }

    @Override
    int run(Frame frame) {
      while (true) {
        frame.begin(this);
        frame.run.meter.step(1);
        if (!condition.test(frame)) {
          return Completion.NORMAL;
        }
        int completion = body.run(frame);
        if (completion != Completion.NORMAL && completion != Completion.CONTINUE) {
          return completion == Completion.BREAK ? Completion.NORMAL : Completion.inward(completion);
        }
      }
    }
  }

  static final class For extends Statements.Placed {
    private final @Nullable Node start;
    private final @Nullable Node condition;
    private final @Nullable Node step;
    private final Action body;

    For(
        SourcePosition position,
        @Nullable Node start,
        @Nullable Node condition,
        @Nullable Node step,
        Action body) {
      super(position);
      this.start = start;
      this.condition = condition;
      this.step = step;
      this.body = body;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      if (start != null) {
        start.perform(frame);
      }
      while (true) {
        frame.begin(this);
        frame.run.meter.step(1);
        if (condition != null && !condition.test(frame)) {
          return Completion.NORMAL;
        }
        int completion = body.run(frame);
        if (completion != Completion.NORMAL && completion != Completion.CONTINUE) {
          return completion == Completion.BREAK ? Completion.NORMAL : Completion.inward(completion);
        }
        if (step != null) {
          frame.begin(this);
          step.perform(frame);
        }
      }
    }
  }

  /** {@code foreach}, which moves the cursor of the map itself. */
  static final class Foreach extends Statements.Placed {
    private static final int NO_KEY = -1;

    private final int index;
    private final Node subject;
    private final int keySlot;
    private final int valueSlot;
    private final Action body;

    Foreach(
        SourcePosition position,
        int index,
        Node subject,
        @Nullable Integer keySlot,
        int valueSlot,
        Action body) {
      super(position);
      this.index = index;
      this.subject = subject;
      this.keySlot = keySlot == null ? NO_KEY : keySlot;
      this.valueSlot = valueSlot;
      this.body = body;
    }

    @Override
    int run(Frame frame) {
      frame.begin(this);
      Value value = subject.eval(frame);
      if (!(value instanceof MapValue map)) {
        if (value != NullValue.NULL) {
          frame.run.report(
              Severity.WARNING,
              "Invalid argument supplied for the foreach statement, expecting JSON array or object instance");
        }
        return Completion.NORMAL;
      }
      map.reset();
      ForeachState state = frame.run.loop(index);
      state.enter(map);
      try {
        return loop(frame, state);
      } finally {
        state.leave();
      }
    }

    private int loop(Frame frame, ForeachState state) {
      while (true) {
        frame.run.meter.step(1);
        MapValue map = state.map();
        int position = map.advance();
        if (position == MapValue.NONE) {
          map.reset();
          state.finish();
          return Completion.NORMAL;
        }
        if (keySlot != NO_KEY) {
          frame.variables[keySlot].set(map.keyAt(position));
        }
        frame.variables[valueSlot].set(map.valueAt(position));
        int completion = body.run(frame);
        if (completion != Completion.NORMAL && completion != Completion.CONTINUE) {
          return completion == Completion.BREAK ? Completion.NORMAL : Completion.inward(completion);
        }
      }
    }
  }

  /**
   * {@code switch}. A {@code continue} that means it goes back to where its subject is evaluated.
   */
  static final class Switch extends Statements.Placed {
    private final Node subject;
    private final @Nullable Node[] labels;
    private final Action[] bodies;
    private final int defaultIndex;

    /**
     * A switch.
     *
     * @param labels null stands for {@code default}
     */
    Switch(SourcePosition position, Node subject, @Nullable Node[] labels, Action[] bodies) {
      super(position);
      this.subject = subject;
      this.labels = labels;
      this.bodies = bodies;
      int last = labels.length;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == null) {
          last = i;
        }
      }
      this.defaultIndex = last;
    }

    @Override
    int run(Frame frame) {
      while (true) {
        frame.begin(this);
        frame.run.meter.step(1);
        int completion = runFrom(frame, choose(frame));
        if (completion != Completion.CONTINUE) {
          return completion == Completion.NORMAL || completion == Completion.BREAK
              ? Completion.NORMAL
              : Completion.inward(completion);
        }
      }
    }

    private int choose(Frame frame) {
      Value value = subject.eval(frame);
      for (int i = 0; i < labels.length; i++) {
        Node label = labels[i];
        if (label != null && isEqual(frame, value, frame.run.evalContained(label, frame))) {
          return i;
        }
      }
      return defaultIndex;
    }

    private static boolean isEqual(Frame frame, Value subject, Value label) {
      return Comparison.compare(subject, label, false, frame.run.meter) == 0;
    }

    private int runFrom(Frame frame, int first) {
      for (int i = first; i < bodies.length; i++) {
        int completion = bodies[i].run(frame);
        if (completion != Completion.NORMAL) {
          return completion;
        }
      }
      return Completion.NORMAL;
    }
  }
}
